# container-app 1.0.0

variable "action_group_ids" {
  description = "Action groups that are told when an alarm begins and ends; the module log-group tells its own."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.action_group_ids) <= 5
    error_message = "action_group_ids must be a collection of at most 5 items."
  }
}

variable "args" {
  description = "What the command is given in place of the image's own."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.args) <= 100
    error_message = "args must be a collection of at most 100 items."
  }
}

variable "autoscaling_concurrent_requests" {
  description = "Requests that a replica handles at the same time before there is another one."
  type        = number
  default     = null

  validation {
    condition     = var.autoscaling_concurrent_requests == null ? true : var.autoscaling_concurrent_requests >= 1 && var.autoscaling_concurrent_requests <= 10000 && floor(var.autoscaling_concurrent_requests) == var.autoscaling_concurrent_requests
    error_message = "autoscaling_concurrent_requests must be a whole number, from 1 to 10000."
  }
}

variable "autoscaling_cpu_percent" {
  description = "CPU load that autoscaling keeps the replicas at."
  type        = number
  default     = 60
  nullable    = false

  validation {
    condition     = var.autoscaling_cpu_percent >= 10 && var.autoscaling_cpu_percent <= 90 && floor(var.autoscaling_cpu_percent) == var.autoscaling_cpu_percent
    error_message = "autoscaling_cpu_percent must be a whole number, from 10 to 90."
  }
}

variable "autoscaling_max_count" {
  description = "Most replicas that autoscaling may run. Without it there is no autoscaling."
  type        = number
  default     = null

  validation {
    condition     = var.autoscaling_max_count == null ? true : var.autoscaling_max_count >= 1 && var.autoscaling_max_count <= 1000 && floor(var.autoscaling_max_count) == var.autoscaling_max_count
    error_message = "autoscaling_max_count must be a whole number, from 1 to 1000."
  }
}

variable "autoscaling_min_count" {
  description = "Fewest replicas that autoscaling keeps. With 0 nothing runs while nobody calls, and requests alone decide."
  type        = number
  default     = 1
  nullable    = false

  validation {
    condition     = var.autoscaling_min_count >= 0 && var.autoscaling_min_count <= 1000 && floor(var.autoscaling_min_count) == var.autoscaling_min_count
    error_message = "autoscaling_min_count must be a whole number, from 0 to 1000."
  }

  validation {
    condition     = var.autoscaling_max_count == null ? true : var.autoscaling_min_count <= var.autoscaling_max_count
    error_message = "autoscaling_min_count must be at most autoscaling_max_count."
  }
}

variable "bucket_environment" {
  description = "What the container's environment says of the bucket; the module bucket tells it."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = length(var.bucket_environment) <= 100
    error_message = "bucket_environment must be a collection of at most 100 items."
  }

  validation {
    condition     = alltrue([for key in keys(var.bucket_environment) : can(regex("^(?:[A-Za-z_][A-Za-z0-9_]*)$", key))])
    error_message = "bucket_environment must be a map whose keys are made of letters, digits and '_'."
  }
}

variable "bucket_roles" {
  description = "Roles that the container needs for the bucket, each with what it is needed on; the module bucket tells them."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = length(var.bucket_roles) <= 100
    error_message = "bucket_roles must be a collection of at most 100 items."
  }
}

variable "cache_database_ids" {
  description = "Id of the cache's database, which lets the container's identity in; the module redis tells it."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.cache_database_ids) <= 1
    error_message = "cache_database_ids must be a collection of at most 1 items."
  }
}

variable "cache_environment" {
  description = "What the container's environment says of the cache; the module redis tells it."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = length(var.cache_environment) <= 100
    error_message = "cache_environment must be a collection of at most 100 items."
  }

  validation {
    condition     = alltrue([for key in keys(var.cache_environment) : can(regex("^(?:[A-Za-z_][A-Za-z0-9_]*)$", key))])
    error_message = "cache_environment must be a map whose keys are made of letters, digits and '_'."
  }
}

variable "cache_roles" {
  description = "Roles that the container needs for the cache, each with what it is needed on; the module redis tells them."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = length(var.cache_roles) <= 100
    error_message = "cache_roles must be a collection of at most 100 items."
  }
}

variable "cache_secrets" {
  description = "Variables of the container that are the cache's secrets; the module redis tells them."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = length(var.cache_secrets) <= 100
    error_message = "cache_secrets must be a collection of at most 100 items."
  }

  validation {
    condition     = alltrue([for key in keys(var.cache_secrets) : can(regex("^(?:[A-Za-z_][A-Za-z0-9_]*)$", key))])
    error_message = "cache_secrets must be a map whose keys are made of letters, digits and '_'."
  }
}

variable "certificate_id" {
  description = "Certificate of domain_name that the environment holds. Left open, one of Azure's is bound to the name afterwards (az containerapp hostname bind), and rollouts leave it there."
  type        = string
  default     = null

  validation {
    condition     = var.certificate_id == null ? true : can(regex("^(?:/subscriptions/[^/]+/resourceGroups/[^/]+/providers/Microsoft.App/managedEnvironments/[^/]+/certificates/[^/]+)$", var.certificate_id))
    error_message = "certificate_id must be the id of a certificate of a Container Apps environment."
  }
}

variable "client_cidrs" {
  description = "IPv4 blocks that may call a container that is public in its environment. Left empty, everybody may call one that has a domain_name, and the network any other."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.client_cidrs) <= 50
    error_message = "client_cidrs must be a collection of at most 50 items."
  }

  validation {
    condition     = alltrue([for item in var.client_cidrs : try(cidrsubnet(item, 0, 0) == item && tonumber(split("/", item)[1]) >= 0 && tonumber(split("/", item)[1]) <= 32, false)])
    error_message = "client_cidrs must be a list whose items are an IPv4 block with a prefix from /0 to /32 and no bits set beyond it."
  }
}

variable "command" {
  description = "What is run in place of the image's entry point."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.command) <= 100
    error_message = "command must be a collection of at most 100 items."
  }
}

variable "container_environment_id" {
  description = "Id of the environment that the app runs in."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^(?:/subscriptions/[^/]+/resourceGroups/[^/]+/providers/Microsoft.App/managedEnvironments/[^/]+)$", var.container_environment_id))
    error_message = "container_environment_id must be the id of a Container Apps environment."
  }
}

variable "container_image" {
  description = "Image of the container, such as ghcr.io/owner/name:tag, or by digest."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^(?:([a-zA-Z0-9][a-zA-Z0-9.-]*(:[0-9]+)?/)?[a-z0-9]+([._-]+[a-z0-9]+)*(/[a-z0-9]+([._-]+[a-z0-9]+)*)*(:[a-zA-Z0-9_][a-zA-Z0-9_.-]*)?(@sha256:[a-f0-9]{64})?)$", var.container_image))
    error_message = "container_image must be a reference to an image such as ghcr.io/owner/name:tag."
  }
}

variable "container_port" {
  description = "Port that the container listens on."
  type        = number
  default     = 8080
  nullable    = false

  validation {
    condition     = var.container_port >= 1 && var.container_port <= 65535 && floor(var.container_port) == var.container_port
    error_message = "container_port must be a whole number, from 1 to 65535."
  }
}

variable "cpu" {
  description = "Least CPU of a replica in thousandths of a core. Container Apps sells cores with 2 GiB each; the size is the smallest that has both this and the memory."
  type        = number
  default     = 500
  nullable    = false

  validation {
    condition     = contains([250, 500, 750, 1000, 1250, 1500, 1750, 2000, 2250, 2500, 2750, 3000, 3250, 3500, 3750, 4000], var.cpu)
    error_message = "cpu must be one of 250, 500, 750, 1000, 1250, 1500, 1750, 2000, 2250, 2500, 2750, 3000, 3250, 3500, 3750, 4000."
  }
}

variable "database_environment" {
  description = "What the container's environment says of the database; the module postgres tells it."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = length(var.database_environment) <= 100
    error_message = "database_environment must be a collection of at most 100 items."
  }

  validation {
    condition     = alltrue([for key in keys(var.database_environment) : can(regex("^(?:[A-Za-z_][A-Za-z0-9_]*)$", key))])
    error_message = "database_environment must be a map whose keys are made of letters, digits and '_'."
  }
}

variable "database_roles" {
  description = "Roles that the container needs for the database, each with what it is needed on; the module postgres tells them."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = length(var.database_roles) <= 100
    error_message = "database_roles must be a collection of at most 100 items."
  }
}

variable "database_secrets" {
  description = "Variables of the container that are the database's secrets; the module postgres tells them."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = length(var.database_secrets) <= 100
    error_message = "database_secrets must be a collection of at most 100 items."
  }

  validation {
    condition     = alltrue([for key in keys(var.database_secrets) : can(regex("^(?:[A-Za-z_][A-Za-z0-9_]*)$", key))])
    error_message = "database_secrets must be a map whose keys are made of letters, digits and '_'."
  }
}

variable "database_server_names" {
  description = "Name of the database's server, whose administrator the container's identity becomes where identities sign in; the module postgres tells it."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.database_server_names) <= 1
    error_message = "database_server_names must be a collection of at most 1 items."
  }
}

variable "desired_count" {
  description = "Number of replicas, where there is no autoscaling."
  type        = number
  default     = 2
  nullable    = false

  validation {
    condition     = var.desired_count >= 0 && var.desired_count <= 1000 && floor(var.desired_count) == var.desired_count
    error_message = "desired_count must be a whole number, from 0 to 1000."
  }
}

variable "domain_name" {
  description = "Name that the container has besides Azure's own. It must be a CNAME of that, with a TXT record asuid.<name> that proves whose it is; zone_name has both written."
  type        = string
  default     = null

  validation {
    condition     = var.domain_name == null ? true : can(regex("^(?:([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.){2,}[a-z0-9-]{2,63})$", var.domain_name))
    error_message = "domain_name must be a domain name below a zone's own, such as shop.example.com, in lower case."
  }
}

variable "environment_variables" {
  description = "Environment of the container. No secrets. Says more than what other modules tell of themselves."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = length(var.environment_variables) <= 100
    error_message = "environment_variables must be a collection of at most 100 items."
  }

  validation {
    condition     = alltrue([for key in keys(var.environment_variables) : can(regex("^(?:[A-Za-z_][A-Za-z0-9_]*)$", key))])
    error_message = "environment_variables must be a map whose keys are made of letters, digits and '_'."
  }
}

variable "health_check_grace_seconds" {
  description = "Seconds that a new replica may take to become healthy."
  type        = number
  default     = 60
  nullable    = false

  validation {
    condition     = var.health_check_grace_seconds >= 0 && var.health_check_grace_seconds <= 2400 && floor(var.health_check_grace_seconds) == var.health_check_grace_seconds
    error_message = "health_check_grace_seconds must be a whole number, from 0 to 2400."
  }
}

variable "health_check_interval_seconds" {
  description = "Seconds between two checks."
  type        = number
  default     = 10
  nullable    = false

  validation {
    condition     = var.health_check_interval_seconds >= 1 && var.health_check_interval_seconds <= 240 && floor(var.health_check_interval_seconds) == var.health_check_interval_seconds
    error_message = "health_check_interval_seconds must be a whole number, from 1 to 240."
  }
}

variable "health_check_path" {
  description = "Path that answers 200 to 399 when a replica is healthy. Left open, the port must take connections."
  type        = string
  default     = null

  validation {
    condition     = var.health_check_path == null ? true : can(regex("^(?:/[A-Za-z0-9._~!$&'()*+,;=:@%/?-]*)$", var.health_check_path))
    error_message = "health_check_path must be a path that begins with /."
  }
}

variable "health_check_retries" {
  description = "Checks in a row that a replica may fail before it is started again."
  type        = number
  default     = 3
  nullable    = false

  validation {
    condition     = var.health_check_retries >= 1 && var.health_check_retries <= 30 && floor(var.health_check_retries) == var.health_check_retries
    error_message = "health_check_retries must be a whole number, from 1 to 30."
  }
}

variable "health_check_timeout_seconds" {
  description = "Seconds that an answer may take."
  type        = number
  default     = 5
  nullable    = false

  validation {
    condition     = var.health_check_timeout_seconds >= 1 && var.health_check_timeout_seconds <= 240 && floor(var.health_check_timeout_seconds) == var.health_check_timeout_seconds
    error_message = "health_check_timeout_seconds must be a whole number, from 1 to 240."
  }
}

variable "https" {
  description = "Plain HTTP is redirected to HTTPS. Otherwise both are answered."
  type        = bool
  default     = true
  nullable    = false
}

variable "load_balancer" {
  description = "Who can reach the container. Whoever reaches the environment (public), its other apps (internal), or nobody (none)."
  type        = string
  default     = "internal"
  nullable    = false

  validation {
    condition     = contains(["internal", "public", "none"], var.load_balancer)
    error_message = "load_balancer must be one of internal, public, none."
  }
}

variable "location" {
  description = "Region of the resources."
  type        = string
  nullable    = false
}

variable "memory" {
  description = "Least memory of a replica in MiB."
  type        = number
  default     = 1024
  nullable    = false

  validation {
    condition     = contains([512, 1024, 1536, 2048, 2560, 3072, 3584, 4096, 4608, 5120, 5632, 6144, 6656, 7168, 7680, 8192], var.memory)
    error_message = "memory must be one of 512, 1024, 1536, 2048, 2560, 3072, 3584, 4096, 4608, 5120, 5632, 6144, 6656, 7168, 7680, 8192."
  }
}

variable "metrics" {
  description = "With azure-monitor there are alarms."
  type        = string
  default     = "none"
  nullable    = false

  validation {
    condition     = contains(["none", "azure-monitor"], var.metrics)
    error_message = "metrics must be one of none, azure-monitor."
  }
}

variable "network_cidrs" {
  description = "IPv4 blocks of the network."
  type        = list(string)
  default     = ["0.0.0.0/0"]
  nullable    = false

  validation {
    condition     = length(var.network_cidrs) >= 1 && length(var.network_cidrs) <= 50
    error_message = "network_cidrs must be a collection of from 1 to 50 items."
  }

  validation {
    condition     = alltrue([for item in var.network_cidrs : try(cidrsubnet(item, 0, 0) == item && tonumber(split("/", item)[1]) >= 0 && tonumber(split("/", item)[1]) <= 32, false)])
    error_message = "network_cidrs must be a list whose items are an IPv4 block with a prefix from /0 to /32 and no bits set beyond it."
  }
}

variable "prefix" {
  description = "Prefix of the names of all resources."
  type        = string
  nullable    = false
}

variable "queue_environment" {
  description = "What the container's environment says of the queue; the module queue tells it."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = length(var.queue_environment) <= 100
    error_message = "queue_environment must be a collection of at most 100 items."
  }

  validation {
    condition     = alltrue([for key in keys(var.queue_environment) : can(regex("^(?:[A-Za-z_][A-Za-z0-9_]*)$", key))])
    error_message = "queue_environment must be a map whose keys are made of letters, digits and '_'."
  }
}

variable "queue_roles" {
  description = "Roles that the container needs for the queue, each with what it is needed on; the module queue tells them."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = length(var.queue_roles) <= 100
    error_message = "queue_roles must be a collection of at most 100 items."
  }
}

variable "registry_login_server" {
  description = "Host name of a registry of your own that images are pulled from; the module registry tells it."
  type        = string
  default     = null
}

variable "registry_roles" {
  description = "Roles that pulling from that registry needs, each with what it is needed on; the module registry tells them."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = length(var.registry_roles) <= 100
    error_message = "registry_roles must be a collection of at most 100 items."
  }
}

variable "resource_group_name" {
  description = "Resource group of the resources."
  type        = string
  nullable    = false
}

variable "roles" {
  description = "What else the container may do in Azure: names of roles, each with what it is given on."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = length(var.roles) <= 20
    error_message = "roles must be a collection of at most 20 items."
  }

  validation {
    condition     = alltrue([for value in values(var.roles) : can(regex("^(?:/.+)$", value))])
    error_message = "roles must be a map whose values are the id of a resource, group or subscription."
  }
}

variable "scratch_volumes" {
  description = "Space on the replica's own disk that goes with it, by name, each with the path that it is mounted at."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = length(var.scratch_volumes) <= 10
    error_message = "scratch_volumes must be a collection of at most 10 items."
  }

  validation {
    condition     = alltrue([for key in keys(var.scratch_volumes) : can(regex("^(?:[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)$", key))])
    error_message = "scratch_volumes must be a map whose keys are made of lower-case letters, digits and '-'."
  }

  validation {
    condition     = alltrue([for value in values(var.scratch_volumes) : can(regex("^(?:/[^:]+)$", value))])
    error_message = "scratch_volumes must be a map whose values are an absolute path."
  }
}

variable "secret_roles" {
  description = "Roles that the container needs to read its secrets, each with the vault or secret that it is needed on; the module secret tells them."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = length(var.secret_roles) <= 100
    error_message = "secret_roles must be a collection of at most 100 items."
  }
}

variable "secrets" {
  description = "Variables of the container whose values are secrets of a Key Vault, each as azure-kv://vault/name or https://vault.vault.azure.net/secrets/name. They must have their values before, and roles or secret_roles must let the container read them."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = length(var.secrets) <= 100
    error_message = "secrets must be a collection of at most 100 items."
  }

  validation {
    condition     = alltrue([for key in keys(var.secrets) : can(regex("^(?:[A-Za-z_][A-Za-z0-9_]*)$", key))])
    error_message = "secrets must be a map whose keys are made of letters, digits and '_'."
  }

  validation {
    condition     = alltrue([for value in values(var.secrets) : can(regex("^(?:(azure-kv://[A-Za-z0-9-]{3,24}/[A-Za-z0-9-]{1,127})|(https://[a-z0-9-]+\\.vault\\.[a-z.]+/secrets/[A-Za-z0-9-]{1,127}(/[0-9a-f]{32})?))$", value))])
    error_message = "secrets must be a map whose values are a secret of a Key Vault, such as azure-kv://vault/name."
  }
}

variable "stop_timeout_seconds" {
  description = "Seconds that a replica may take to end once it is told to."
  type        = number
  default     = 30
  nullable    = false

  validation {
    condition     = var.stop_timeout_seconds >= 0 && var.stop_timeout_seconds <= 600 && floor(var.stop_timeout_seconds) == var.stop_timeout_seconds
    error_message = "stop_timeout_seconds must be a whole number, from 0 to 600."
  }
}

variable "tags" {
  description = "Tags of all resources."
  type        = map(string)
  nullable    = false

  validation {
    condition     = length(var.tags) <= 100
    error_message = "tags must be a collection of at most 100 items."
  }
}

variable "tracing_environment" {
  description = "What the container's environment says of tracing; the module container-environment tells it."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = length(var.tracing_environment) <= 100
    error_message = "tracing_environment must be a collection of at most 100 items."
  }
}

variable "tracing_roles" {
  description = "Roles that sending traces needs, each with what it is needed on; the module container-environment tells them."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = length(var.tracing_roles) <= 100
    error_message = "tracing_roles must be a collection of at most 100 items."
  }
}

variable "transport" {
  description = "What is spoken with the container. HTTP of either version (auto), only HTTP/1.1 (http) or HTTP/2 (http2, for gRPC), or anything (tcp)."
  type        = string
  default     = "auto"
  nullable    = false

  validation {
    condition     = contains(["auto", "http", "http2", "tcp"], var.transport)
    error_message = "transport must be one of auto, http, http2, tcp."
  }
}

variable "workload_profile" {
  description = "Kind of machines that replicas run on. Consumption has no machines of your own; the module container-environment can add 'dedicated'."
  type        = string
  default     = "Consumption"
  nullable    = false

  validation {
    condition     = contains(["Consumption", "dedicated"], var.workload_profile)
    error_message = "workload_profile must be one of Consumption, dedicated."
  }
}

variable "zone_name" {
  description = "Public zone of Azure DNS that domain_name is written to. Left open, somebody else does."
  type        = string
  default     = null

  validation {
    condition     = var.zone_name == null ? true : can(regex("^(?:([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9])?\\.)+[a-z0-9-]{2,63})$", var.zone_name))
    error_message = "zone_name must be a domain name such as example.com, in lower case."
  }
}

variable "zone_resource_group_name" {
  description = "Resource group of the zone."
  type        = string
  default     = null

  validation {
    condition     = var.zone_resource_group_name == null ? true : can(regex("^(?:[A-Za-z0-9_().-]*[A-Za-z0-9_()-])$", var.zone_resource_group_name))
    error_message = "zone_resource_group_name must be the name of a resource group."
  }
}
