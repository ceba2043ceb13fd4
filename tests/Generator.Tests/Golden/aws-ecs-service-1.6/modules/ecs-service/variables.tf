# ecs-service 1.6.0

variable "args" {
  description = "Replaces the image's arguments."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.args) <= 500
    error_message = "args must be a collection of at most 500 items."
  }
}

variable "autoscaling_cpu_percent" {
  description = "CPU load that autoscaling keeps the tasks at."
  type        = number
  default     = 60
  nullable    = false

  validation {
    condition     = var.autoscaling_cpu_percent >= 10 && var.autoscaling_cpu_percent <= 90 && floor(var.autoscaling_cpu_percent) == var.autoscaling_cpu_percent
    error_message = "autoscaling_cpu_percent must be a whole number, from 10 to 90."
  }
}

variable "autoscaling_max_count" {
  description = "Most tasks that autoscaling may run. Without it there is no autoscaling; turning it on or off replaces the service."
  type        = number
  default     = null

  validation {
    condition     = var.autoscaling_max_count == null ? true : var.autoscaling_max_count >= 1 && var.autoscaling_max_count <= 500 && floor(var.autoscaling_max_count) == var.autoscaling_max_count
    error_message = "autoscaling_max_count must be a whole number, from 1 to 500."
  }
}

variable "autoscaling_min_count" {
  description = "Fewest tasks that autoscaling keeps."
  type        = number
  default     = 1
  nullable    = false

  validation {
    condition     = var.autoscaling_min_count >= 1 && var.autoscaling_min_count <= 500 && floor(var.autoscaling_min_count) == var.autoscaling_min_count
    error_message = "autoscaling_min_count must be a whole number, from 1 to 500."
  }

  validation {
    condition     = var.autoscaling_max_count == null ? true : var.autoscaling_min_count <= var.autoscaling_max_count
    error_message = "autoscaling_min_count must be at most autoscaling_max_count."
  }
}

variable "autoscaling_requests_per_second" {
  description = "Requests a second for each task that autoscaling keeps to, beside the load."
  type        = number
  default     = null

  validation {
    condition     = var.autoscaling_requests_per_second == null ? true : var.autoscaling_requests_per_second >= 1 && var.autoscaling_requests_per_second <= 1000000 && floor(var.autoscaling_requests_per_second) == var.autoscaling_requests_per_second
    error_message = "autoscaling_requests_per_second must be a whole number, from 1 to 1000000."
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

variable "bucket_policies" {
  description = "What the container may do with the bucket, as policies by name; the module bucket tells them."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = length(var.bucket_policies) <= 100
    error_message = "bucket_policies must be a collection of at most 100 items."
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

variable "cache_policies" {
  description = "What the container may do with the cache, as policies by name; the module redis tells them."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = length(var.cache_policies) <= 100
    error_message = "cache_policies must be a collection of at most 100 items."
  }
}

variable "cache_port" {
  description = "Port of the cache; the module redis tells it."
  type        = number
  default     = 6379
  nullable    = false

  validation {
    condition     = var.cache_port >= 1 && var.cache_port <= 65535 && floor(var.cache_port) == var.cache_port
    error_message = "cache_port must be a whole number, from 1 to 65535."
  }
}

variable "cache_secret_kms_key_arns" {
  description = "Keys that the cache's secrets are encrypted with; the module redis tells them."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.cache_secret_kms_key_arns) <= 100
    error_message = "cache_secret_kms_key_arns must be a collection of at most 100 items."
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

variable "cache_security_group_ids" {
  description = "Security groups of the cache, which let the tasks in; the module redis tells them."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.cache_security_group_ids) <= 5
    error_message = "cache_security_group_ids must be a collection of at most 5 items."
  }
}

variable "certificate_arn" {
  description = "Certificate for HTTPS. Plain HTTP is then redirected; without one, and without tls, HTTP is all there is."
  type        = string
  default     = null

  validation {
    condition     = var.certificate_arn == null ? true : can(regex("^(?:arn:aws[a-z-]*:(acm|iam):[a-z0-9-]*:[0-9]{12}:(certificate|server-certificate)/[A-Za-z0-9/_+=,.@-]+)$", var.certificate_arn))
    error_message = "certificate_arn must be the ARN of a certificate."
  }
}

variable "client_cidrs" {
  description = "IPv4 blocks that may call the load balancer. Left empty, everybody may call a public one that has a host, and the network any other."
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

variable "collector_image" {
  description = "Image of the collector of metrics and traces."
  type        = string
  default     = "public.ecr.aws/aws-observability/aws-otel-collector:v0.43.3"
  nullable    = false

  validation {
    condition     = can(regex("^(?:([a-zA-Z0-9][a-zA-Z0-9.-]*(:[0-9]+)?/)?[a-z0-9]+([._-]+[a-z0-9]+)*(/[a-z0-9]+([._-]+[a-z0-9]+)*)*(:[a-zA-Z0-9_][a-zA-Z0-9_.-]*)?(@sha256:[a-f0-9]{64})?)$", var.collector_image))
    error_message = "collector_image must be a reference to an image such as ghcr.io/owner/name:tag."
  }
}

variable "command" {
  description = "Replaces the image's entry point."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.command) <= 100
    error_message = "command must be a collection of at most 100 items."
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

variable "container_user" {
  description = "Number of the user that the container runs as; the image's own where left open."
  type        = number
  default     = null

  validation {
    condition     = var.container_user == null ? true : var.container_user >= 1 && var.container_user <= 2147483647 && floor(var.container_user) == var.container_user
    error_message = "container_user must be a whole number, from 1 to 2147483647."
  }
}

variable "cpu" {
  description = "CPU units of a task; 1024 are one core."
  type        = number
  default     = 512
  nullable    = false

  validation {
    condition     = contains([256, 512, 1024, 2048, 4096], var.cpu)
    error_message = "cpu must be one of 256, 512, 1024, 2048, 4096."
  }
}

variable "cpu_architecture" {
  description = "Processor that the image is built for."
  type        = string
  default     = "X86_64"
  nullable    = false

  validation {
    condition     = contains(["X86_64", "ARM64"], var.cpu_architecture)
    error_message = "cpu_architecture must be one of X86_64, ARM64."
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

variable "database_port" {
  description = "Port of the database; the module postgres tells it."
  type        = number
  default     = 5432
  nullable    = false

  validation {
    condition     = var.database_port >= 1 && var.database_port <= 65535 && floor(var.database_port) == var.database_port
    error_message = "database_port must be a whole number, from 1 to 65535."
  }
}

variable "database_secret_kms_key_arns" {
  description = "Keys that the database's secrets are encrypted with; the module postgres tells them."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.database_secret_kms_key_arns) <= 100
    error_message = "database_secret_kms_key_arns must be a collection of at most 100 items."
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

variable "database_security_group_ids" {
  description = "Security groups of the database, which let the tasks in; the module postgres tells them."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.database_security_group_ids) <= 5
    error_message = "database_security_group_ids must be a collection of at most 5 items."
  }
}

variable "desired_count" {
  description = "Number of tasks. With autoscaling, the number to begin with."
  type        = number
  default     = 2
  nullable    = false

  validation {
    condition     = var.desired_count >= 0 && var.desired_count <= 500 && floor(var.desired_count) == var.desired_count
    error_message = "desired_count must be a whole number, from 0 to 500."
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

variable "health_check_command" {
  description = "Command within the container that ends with 0 when a task is healthy, beside the load balancer's check."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.health_check_command) <= 100
    error_message = "health_check_command must be a collection of at most 100 items."
  }
}

variable "health_check_grace_seconds" {
  description = "Seconds that a new task may take to become healthy."
  type        = number
  default     = 60
  nullable    = false

  validation {
    condition     = var.health_check_grace_seconds >= 0 && var.health_check_grace_seconds <= 7200 && floor(var.health_check_grace_seconds) == var.health_check_grace_seconds
    error_message = "health_check_grace_seconds must be a whole number, from 0 to 7200."
  }
}

variable "health_check_interval_seconds" {
  description = "Seconds between two checks."
  type        = number
  default     = 15
  nullable    = false

  validation {
    condition     = var.health_check_interval_seconds >= 5 && var.health_check_interval_seconds <= 300 && floor(var.health_check_interval_seconds) == var.health_check_interval_seconds
    error_message = "health_check_interval_seconds must be a whole number, from 5 to 300."
  }
}

variable "health_check_path" {
  description = "Path that answers 200 to 399 when a task is healthy."
  type        = string
  default     = "/"
  nullable    = false

  validation {
    condition     = can(regex("^(?:/[A-Za-z0-9._~!$&'()*+,;=:@%/?-]*)$", var.health_check_path))
    error_message = "health_check_path must be a path that begins with /."
  }
}

variable "health_check_retries" {
  description = "Failures in a row that make a task unhealthy."
  type        = number
  default     = 3
  nullable    = false

  validation {
    condition     = var.health_check_retries >= 2 && var.health_check_retries <= 10 && floor(var.health_check_retries) == var.health_check_retries
    error_message = "health_check_retries must be a whole number, from 2 to 10."
  }
}

variable "health_check_timeout_seconds" {
  description = "Seconds that an answer may take."
  type        = number
  default     = 5
  nullable    = false

  validation {
    condition     = var.health_check_timeout_seconds >= 2 && var.health_check_timeout_seconds <= 60 && floor(var.health_check_timeout_seconds) == var.health_check_timeout_seconds
    error_message = "health_check_timeout_seconds must be a whole number, from 2 to 60."
  }

  validation {
    condition     = var.health_check_timeout_seconds <= var.health_check_interval_seconds
    error_message = "health_check_timeout_seconds must be at most health_check_interval_seconds."
  }
}

variable "host" {
  description = "Name that the load balancer answers to; all other requests get 404. Left open, it answers to any."
  type        = string
  default     = null

  validation {
    condition     = var.host == null ? true : can(regex("^(?:(\\*\\.)?[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*)$", var.host))
    error_message = "host must be a DNS name in lower case."
  }
}

variable "host_path" {
  description = "Path below which the load balancer answers, at its host."
  type        = string
  default     = "/"
  nullable    = false

  validation {
    condition     = can(regex("^(?:/[A-Za-z0-9._~/-]*)$", var.host_path))
    error_message = "host_path must be a path that begins with /."
  }
}

variable "kept_volumes" {
  description = "Folders that outlive tasks, as name and mount, on an encrypted file system of EFS with daily backups. All tasks share them; a service of one task is stopped before the next begins. The subnets must be in different zones."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = length(var.kept_volumes) <= 20
    error_message = "kept_volumes must be a collection of at most 20 items."
  }

  validation {
    condition     = alltrue([for key in keys(var.kept_volumes) : can(regex("^(?:[a-z][a-z0-9-]{0,39})$", key))])
    error_message = "kept_volumes must be a map whose keys are lower-case letters, digits and '-', at most 40, a letter first."
  }

  validation {
    condition     = alltrue([for value in values(var.kept_volumes) : can(regex("^(?:/[A-Za-z0-9._/-]{1,254})$", value))])
    error_message = "kept_volumes must be a map whose values are an absolute path."
  }
}

variable "load_balancer" {
  description = "Whether an application load balancer stands before the tasks, and who can reach it."
  type        = string
  default     = "internal"
  nullable    = false

  validation {
    condition     = contains(["internal", "public", "none"], var.load_balancer)
    error_message = "load_balancer must be one of internal, public, none."
  }
}

variable "log_kms_key_arn" {
  description = "Key of your own that encrypts the logs; CloudWatch's own key where left open."
  type        = string
  default     = null

  validation {
    condition     = var.log_kms_key_arn == null ? true : can(regex("^(?:arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]+)$", var.log_kms_key_arn))
    error_message = "log_kms_key_arn must be the ARN of a KMS key."
  }
}

variable "log_retention_days" {
  description = "Days that logs are kept."
  type        = number
  default     = 30
  nullable    = false

  validation {
    condition     = contains([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], var.log_retention_days)
    error_message = "log_retention_days must be one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653."
  }
}

variable "logging" {
  description = "Where the containers log to."
  type        = string
  default     = "none"
  nullable    = false

  validation {
    condition     = contains(["none", "cloudwatch"], var.logging)
    error_message = "logging must be one of none, cloudwatch."
  }
}

variable "memory" {
  description = "Memory of a task in MiB. Fargate offers certain sizes for each number of CPU units."
  type        = number
  default     = 1024
  nullable    = false

  validation {
    condition     = floor(var.memory) == var.memory
    error_message = "memory must be a whole number, any number."
  }

  validation {
    condition = anytrue([
      var.cpu == 1024 && contains([2048, 3072, 4096, 5120, 6144, 7168, 8192], var.memory),
      var.cpu == 2048 && contains([4096, 5120, 6144, 7168, 8192, 9216, 10240, 11264, 12288, 13312, 14336, 15360, 16384], var.memory),
      var.cpu == 256 && contains([512, 1024, 2048], var.memory),
      var.cpu == 4096 && contains([8192, 9216, 10240, 11264, 12288, 13312, 14336, 15360, 16384, 17408, 18432, 19456, 20480, 21504, 22528, 23552, 24576, 25600, 26624, 27648, 28672, 29696, 30720], var.memory),
      var.cpu == 512 && contains([1024, 2048, 3072, 4096], var.memory),
    ])
    error_message = "memory must be a value that goes with cpu."
  }
}

variable "metrics" {
  description = "Who collects metrics. CloudWatch's container insights with alarms, or a managed Prometheus fed by a collector beside the container."
  type        = string
  default     = "none"
  nullable    = false

  validation {
    condition     = contains(["none", "cloudwatch", "prometheus"], var.metrics)
    error_message = "metrics must be one of none, cloudwatch, prometheus."
  }
}

variable "metrics_path" {
  description = "Path of the container's metrics in Prometheus' format."
  type        = string
  default     = "/metrics"
  nullable    = false

  validation {
    condition     = can(regex("^(?:/[A-Za-z0-9._~/-]*)$", var.metrics_path))
    error_message = "metrics_path must be a path that begins with /."
  }
}

variable "network_cidrs" {
  description = "IPv4 blocks of the network."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.network_cidrs) <= 50
    error_message = "network_cidrs must be a collection of at most 50 items."
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

variable "private_subnet_ids" {
  description = "Ids of the subnets that the tasks run in."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(var.private_subnet_ids) >= 1 && length(var.private_subnet_ids) <= 16
    error_message = "private_subnet_ids must be a collection of from 1 to 16 items."
  }

  validation {
    condition     = alltrue([for item in var.private_subnet_ids : can(regex("^(?:subnet-[A-Za-z0-9]+)$", item))])
    error_message = "private_subnet_ids must be a list whose items are the id of a subnet, such as subnet-0a1b2c3d."
  }
}

variable "public_subnet_ids" {
  description = "Ids of the subnets of a public load balancer."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.public_subnet_ids) <= 16
    error_message = "public_subnet_ids must be a collection of at most 16 items."
  }

  validation {
    condition     = alltrue([for item in var.public_subnet_ids : can(regex("^(?:subnet-[A-Za-z0-9]+)$", item))])
    error_message = "public_subnet_ids must be a list whose items are the id of a subnet, such as subnet-0a1b2c3d."
  }
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

variable "queue_policies" {
  description = "What the container may do with the queue, as policies by name; the module queue tells them."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = length(var.queue_policies) <= 100
    error_message = "queue_policies must be a collection of at most 100 items."
  }
}

variable "readonly_root_filesystem" {
  description = "The container cannot write to its own file system, only to its volumes and /tmp."
  type        = bool
  default     = false
  nullable    = false
}

variable "scratch_volumes" {
  description = "Folders that are empty when a task starts and gone with it, as name and mount. They are root's, unless the image declares them as volumes of another user."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = length(var.scratch_volumes) <= 20
    error_message = "scratch_volumes must be a collection of at most 20 items."
  }

  validation {
    condition     = alltrue([for key in keys(var.scratch_volumes) : can(regex("^(?:[a-z][a-z0-9-]{0,39})$", key))])
    error_message = "scratch_volumes must be a map whose keys are lower-case letters, digits and '-', at most 40, a letter first."
  }

  validation {
    condition     = alltrue([for value in values(var.scratch_volumes) : can(regex("^(?:/[A-Za-z0-9._/-]{1,254})$", value))])
    error_message = "scratch_volumes must be a map whose values are an absolute path."
  }
}

variable "secret_kms_key_arns" {
  description = "Keys of your own that the secrets are encrypted with."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.secret_kms_key_arns) <= 20
    error_message = "secret_kms_key_arns must be a collection of at most 20 items."
  }

  validation {
    condition     = alltrue([for item in var.secret_kms_key_arns : can(regex("^(?:arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]+)$", item))])
    error_message = "secret_kms_key_arns must be a list whose items are the ARN of a KMS key."
  }
}

variable "secret_references" {
  description = "Variables of the container whose values are secrets, each by the secret's name in Secrets Manager, and one of its keys. The secrets have to be there before a plan, which looks their ARNs up."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = length(var.secret_references) <= 100
    error_message = "secret_references must be a collection of at most 100 items."
  }

  validation {
    condition     = alltrue([for key in keys(var.secret_references) : can(regex("^(?:[A-Za-z_][A-Za-z0-9_]*)$", key))])
    error_message = "secret_references must be a map whose keys are made of letters, digits and '_'."
  }

  validation {
    condition     = alltrue([for value in values(var.secret_references) : can(regex("^(?:aws-sm://[A-Za-z0-9_.@+=-]+(/[A-Za-z0-9_.@+=-]+)*(#[A-Za-z0-9_.-]{1,128})?)$", value))])
    error_message = "secret_references must be a map whose values are secrets of Secrets Manager, such as aws-sm://prod/orders#password."
  }
}

variable "secrets" {
  description = "Variables of the container whose values are secrets, each with the ARN of a secret (one of its keys as …:key::) or of an SSM parameter. Read when a task starts, so they must have their values before."
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
    condition     = alltrue([for value in values(var.secrets) : can(regex("^(?:arn:aws[a-z-]*:(secretsmanager:[a-z0-9-]+:[0-9]{12}:secret:[A-Za-z0-9/_+=.@!-]+(:[A-Za-z0-9_.-]*:[A-Za-z0-9_-]*:[A-Za-z0-9_-]*)?|ssm:[a-z0-9-]+:[0-9]{12}:parameter/[A-Za-z0-9/_.-]+))$", value))])
    error_message = "secrets must be a map whose values are the ARN of a secret or of an SSM parameter."
  }
}

variable "task_policy_arns" {
  description = "Policies that say what the container may do in AWS."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.task_policy_arns) <= 10
    error_message = "task_policy_arns must be a collection of at most 10 items."
  }

  validation {
    condition     = alltrue([for item in var.task_policy_arns : can(regex("^(?:arn:aws[a-z-]*:iam::([0-9]{12}|aws):policy/[A-Za-z0-9_+=,.@/-]+)$", item))])
    error_message = "task_policy_arns must be a list whose items are the ARN of a policy."
  }
}

variable "tls" {
  description = "The host is reached by HTTPS."
  type        = bool
  default     = false
  nullable    = false
}

variable "tracing" {
  description = "Who collects traces. The collector takes them by OTLP at 127.0.0.1:4317 and 4318."
  type        = string
  default     = "none"
  nullable    = false

  validation {
    condition     = contains(["none", "xray"], var.tracing)
    error_message = "tracing must be one of none, xray."
  }
}

variable "vpc_id" {
  description = "Id of the network."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^(?:vpc-[A-Za-z0-9]+)$", var.vpc_id))
    error_message = "vpc_id must be the id of a VPC, such as vpc-0a1b2c3d."
  }
}

variable "zone_id" {
  description = "Hosted zone that the host is in. A record for it is made there, and the certificate where tls is on and there is none of your own."
  type        = string
  default     = null

  validation {
    condition     = var.zone_id == null ? true : can(regex("^(?:Z[A-Z0-9]{1,31})$", var.zone_id))
    error_message = "zone_id must be the id of a hosted zone such as Z0123456789ABCDEFGHIJ."
  }
}
