# cloud-run 1.0.0

variable "alarm_error_percent" {
  description = "Share of answers of 500 to 599 that is alarming, over five minutes."
  type        = number
  default     = 5
  nullable    = false

  validation {
    condition     = var.alarm_error_percent >= 0.1 && var.alarm_error_percent <= 100
    error_message = "alarm_error_percent must be from 0.1 to 100."
  }
}

variable "alarm_latency_milliseconds" {
  description = "Time that one answer in twenty takes longer than, when that is alarming."
  type        = number
  default     = 2000
  nullable    = false

  validation {
    condition     = var.alarm_latency_milliseconds >= 10 && var.alarm_latency_milliseconds <= 3600000 && floor(var.alarm_latency_milliseconds) == var.alarm_latency_milliseconds
    error_message = "alarm_latency_milliseconds must be a whole number, from 10 to 3600000."
  }
}

variable "args" {
  description = "Arguments in place of the image's."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.args) <= 100
    error_message = "args must be a collection of at most 100 items."
  }
}

variable "autoscaling_max_count" {
  description = "Most instances that requests may start. Without it there is no autoscaling."
  type        = number
  default     = null

  validation {
    condition     = var.autoscaling_max_count == null ? true : var.autoscaling_max_count >= 1 && var.autoscaling_max_count <= 1000 && floor(var.autoscaling_max_count) == var.autoscaling_max_count
    error_message = "autoscaling_max_count must be a whole number, from 1 to 1000."
  }
}

variable "autoscaling_min_count" {
  description = "Instances that are kept without requests. With 0, the first request waits for one to start."
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

variable "binary_authorization" {
  description = "Only images that the project's policy of Binary Authorization lets through are run."
  type        = bool
  default     = false
  nullable    = false
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

variable "bucket_names" {
  description = "Buckets whose objects the container may read, write and delete; the module bucket tells them."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.bucket_names) <= 10
    error_message = "bucket_names must be a collection of at most 10 items."
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

variable "cache_project_conditions" {
  description = "What those roles are limited to, by the same names; the module redis tells them."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = length(var.cache_project_conditions) <= 100
    error_message = "cache_project_conditions must be a collection of at most 100 items."
  }
}

variable "cache_project_roles" {
  description = "What the container may do with the cache, as roles by name; the module redis tells them."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = length(var.cache_project_roles) <= 100
    error_message = "cache_project_roles must be a collection of at most 100 items."
  }
}

variable "callers" {
  description = "Who of those may call, as members of IAM. Anybody as allUsers; others show an identity token."
  type        = list(string)
  default     = ["allUsers"]
  nullable    = false

  validation {
    condition     = length(var.callers) <= 50
    error_message = "callers must be a collection of at most 50 items."
  }

  validation {
    condition     = alltrue([for item in var.callers : can(regex("^(?:(allUsers|allAuthenticatedUsers|(user|group|serviceAccount):[^:@ ]+@[a-z0-9.-]+|domain:[a-z0-9.-]+))$", item))])
    error_message = "callers must be a list whose items are allUsers, or a member such as serviceAccount:name@project.iam.gserviceaccount.com."
  }
}

variable "collector_image" {
  description = "Image of the collector of traces."
  type        = string
  default     = "us-docker.pkg.dev/cloud-ops-agents-artifacts/google-cloud-opentelemetry-collector/otelcol-google:0.129.0"
  nullable    = false

  validation {
    condition     = can(regex("^(?:([a-zA-Z0-9][a-zA-Z0-9.-]*(:[0-9]+)?/)?[a-z0-9]+([._-]+[a-z0-9]+)*(/[a-z0-9]+([._-]+[a-z0-9]+)*)*(:[a-zA-Z0-9_][a-zA-Z0-9_.-]*)?(@sha256:[a-f0-9]{64})?)$", var.collector_image))
    error_message = "collector_image must be a reference to an image such as europe-docker.pkg.dev/project/repository/name:tag."
  }
}

variable "command" {
  description = "What is run in place of the image's entrypoint."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.command) <= 100
    error_message = "command must be a collection of at most 100 items."
  }
}

variable "container_image" {
  description = "Image of the container, of Artifact Registry or Docker Hub, such as europe-docker.pkg.dev/project/repository/name:tag, or by digest. Others need a remote repository of Artifact Registry."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^(?:([a-zA-Z0-9][a-zA-Z0-9.-]*(:[0-9]+)?/)?[a-z0-9]+([._-]+[a-z0-9]+)*(/[a-z0-9]+([._-]+[a-z0-9]+)*)*(:[a-zA-Z0-9_][a-zA-Z0-9_.-]*)?(@sha256:[a-f0-9]{64})?)$", var.container_image))
    error_message = "container_image must be a reference to an image such as europe-docker.pkg.dev/project/repository/name:tag."
  }
}

variable "container_port" {
  description = "Port that the container listens on. Cloud Run tells it as PORT."
  type        = number
  default     = 8080
  nullable    = false

  validation {
    condition     = var.container_port >= 1 && var.container_port <= 65535 && floor(var.container_port) == var.container_port
    error_message = "container_port must be a whole number, from 1 to 65535."
  }
}

variable "cpu" {
  description = "Cores of an instance."
  type        = number
  default     = 1
  nullable    = false

  validation {
    condition     = contains([1, 2, 4, 6, 8], var.cpu)
    error_message = "cpu must be one of 1, 2, 4, 6, 8."
  }
}

variable "cpu_always" {
  description = "The container has its CPU between requests, too. A worker always has it."
  type        = bool
  default     = false
  nullable    = false
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

variable "database_iam_instances" {
  description = "Databases that know the container by its account, one at most; the module postgres tells it."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.database_iam_instances) <= 1
    error_message = "database_iam_instances must be a collection of at most 1 items."
  }
}

variable "database_project_conditions" {
  description = "What those roles are limited to, by the same names; the module postgres tells them."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = length(var.database_project_conditions) <= 100
    error_message = "database_project_conditions must be a collection of at most 100 items."
  }
}

variable "database_project_roles" {
  description = "What the container may do with the database, as roles by name; the module postgres tells them."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = length(var.database_project_roles) <= 100
    error_message = "database_project_roles must be a collection of at most 100 items."
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

variable "deletion_protection" {
  description = "Terraform refuses to delete the service. Turn it off in a rollout of its own before destroying the deployment."
  type        = bool
  default     = false
  nullable    = false
}

variable "desired_count" {
  description = "Number of instances. With autoscaling_max_count, that and autoscaling_min_count count instead."
  type        = number
  default     = 2
  nullable    = false

  validation {
    condition     = var.desired_count >= 1 && var.desired_count <= 100 && floor(var.desired_count) == var.desired_count
    error_message = "desired_count must be a whole number, from 1 to 100."
  }
}

variable "egress" {
  description = "What of the container's traffic goes through the network. With all, it is seen on the Internet with Cloud NAT's addresses."
  type        = string
  default     = "private-ranges"
  nullable    = false

  validation {
    condition     = contains(["private-ranges", "all"], var.egress)
    error_message = "egress must be one of private-ranges, all."
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
  description = "Seconds that a new instance may take to become healthy."
  type        = number
  default     = 60
  nullable    = false

  validation {
    condition     = var.health_check_grace_seconds >= 0 && var.health_check_grace_seconds <= 240 && floor(var.health_check_grace_seconds) == var.health_check_grace_seconds
    error_message = "health_check_grace_seconds must be a whole number, from 0 to 240."
  }
}

variable "health_check_interval_seconds" {
  description = "Seconds between two checks of an instance that runs."
  type        = number
  default     = 10
  nullable    = false

  validation {
    condition     = var.health_check_interval_seconds >= 1 && var.health_check_interval_seconds <= 240 && floor(var.health_check_interval_seconds) == var.health_check_interval_seconds
    error_message = "health_check_interval_seconds must be a whole number, from 1 to 240."
  }
}

variable "health_check_path" {
  description = "Path that answers 200 to 399 when an instance is healthy. Left open, it is enough that the port takes connections, once."
  type        = string
  default     = null

  validation {
    condition     = var.health_check_path == null ? true : can(regex("^(?:/[A-Za-z0-9._~!$&'()*+,;=:@%/?-]*)$", var.health_check_path))
    error_message = "health_check_path must be a path that begins with /."
  }
}

variable "health_check_retries" {
  description = "Checks in a row that fail before an instance is started again."
  type        = number
  default     = 3
  nullable    = false

  validation {
    condition     = var.health_check_retries >= 1 && var.health_check_retries <= 100 && floor(var.health_check_retries) == var.health_check_retries
    error_message = "health_check_retries must be a whole number, from 1 to 100."
  }
}

variable "health_check_timeout_seconds" {
  description = "Seconds that an answer may take."
  type        = number
  default     = 2
  nullable    = false

  validation {
    condition     = var.health_check_timeout_seconds >= 1 && var.health_check_timeout_seconds <= 240 && floor(var.health_check_timeout_seconds) == var.health_check_timeout_seconds
    error_message = "health_check_timeout_seconds must be a whole number, from 1 to 240."
  }

  validation {
    condition     = var.health_check_timeout_seconds <= var.health_check_interval_seconds
    error_message = "health_check_timeout_seconds must be at most health_check_interval_seconds."
  }
}

variable "host" {
  description = "Name that clients use, which has to lead to ip_addresses. With it, the service has a load balancer of its own, and where ingress is public is called by that alone. Without it, clients use Cloud Run's own name."
  type        = string
  default     = null

  validation {
    condition     = var.host == null ? true : can(regex("^(?:([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z0-9-]{2,63})$", var.host))
    error_message = "host must be a domain name such as www.example.com, in lower case."
  }
}

variable "http2" {
  description = "The container speaks HTTP/2 without TLS, as gRPC does."
  type        = bool
  default     = false
  nullable    = false
}

variable "ingress" {
  description = "From where the container is called. Everywhere (public), the network (internal), the network and a load balancer (load-balancer), or nowhere (none), for a worker that listens to no port; it is not scaled by calls either."
  type        = string
  default     = "internal"
  nullable    = false

  validation {
    condition     = contains(["internal", "load-balancer", "public", "none"], var.ingress)
    error_message = "ingress must be one of internal, load-balancer, public, none."
  }
}

variable "kms_key_id" {
  description = "Key of your own that encrypts Cloud Run's copy of the image; Google's own where left open. Cloud Run's agent has to be allowed to use it."
  type        = string
  default     = null

  validation {
    condition     = var.kms_key_id == null ? true : can(regex("^(?:projects/[a-z0-9-]+/locations/[a-z0-9-]+/keyRings/[A-Za-z0-9_-]+/cryptoKeys/[A-Za-z0-9_-]+)$", var.kms_key_id))
    error_message = "kms_key_id must be the id of a key of Cloud KMS."
  }
}

variable "labels" {
  description = "Labels of what the provider does not label by itself."
  type        = map(string)
  nullable    = false

  validation {
    condition     = length(var.labels) <= 100
    error_message = "labels must be a collection of at most 100 items."
  }
}

variable "log_retention_days" {
  description = "Days that logs are kept."
  type        = number
  default     = 30
  nullable    = false

  validation {
    condition     = var.log_retention_days >= 1 && var.log_retention_days <= 3650 && floor(var.log_retention_days) == var.log_retention_days
    error_message = "log_retention_days must be a whole number, from 1 to 3650."
  }
}

variable "logging" {
  description = "With cloud-logging, the container's logs are kept in a bucket of their own for log_retention_days. Otherwise in the project's."
  type        = string
  default     = "none"
  nullable    = false

  validation {
    condition     = contains(["none", "cloud-logging"], var.logging)
    error_message = "logging must be one of none, cloud-logging."
  }
}

variable "max_concurrency" {
  description = "Requests that an instance handles at once, before another one is started."
  type        = number
  default     = 80
  nullable    = false

  validation {
    condition     = var.max_concurrency >= 1 && var.max_concurrency <= 1000 && floor(var.max_concurrency) == var.max_concurrency
    error_message = "max_concurrency must be a whole number, from 1 to 1000."
  }
}

variable "memory" {
  description = "Memory of an instance in MiB. Cloud Run has limits for each number of cores."
  type        = number
  default     = 512
  nullable    = false

  validation {
    condition     = floor(var.memory) == var.memory
    error_message = "memory must be a whole number, any number."
  }

  validation {
    condition = anytrue([
      var.cpu == 1 && contains([512, 1024, 2048, 3072, 4096], var.memory),
      var.cpu == 2 && contains([512, 1024, 2048, 3072, 4096, 6144, 8192], var.memory),
      var.cpu == 4 && contains([2048, 3072, 4096, 6144, 8192, 12288, 16384], var.memory),
      var.cpu == 6 && contains([4096, 6144, 8192, 12288, 16384, 24576], var.memory),
      var.cpu == 8 && contains([4096, 6144, 8192, 12288, 16384, 24576, 32768], var.memory),
    ])
    error_message = "memory must be a value that goes with cpu."
  }
}

variable "metrics" {
  description = "With cloud-monitoring there are alerts for errors, for slow answers, and for CPU and memory at their limit."
  type        = string
  default     = "none"
  nullable    = false

  validation {
    condition     = contains(["none", "cloud-monitoring"], var.metrics)
    error_message = "metrics must be one of none, cloud-monitoring."
  }
}

variable "notification_channels" {
  description = "Channels of Cloud Monitoring that are told when an alert begins and ends."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.notification_channels) <= 16
    error_message = "notification_channels must be a collection of at most 16 items."
  }

  validation {
    condition     = alltrue([for item in var.notification_channels : can(regex("^(?:projects/[a-z0-9-]+/notificationChannels/[0-9]+)$", item))])
    error_message = "notification_channels must be a list whose items are the id of a notification channel, such as projects/example/notificationChannels/123."
  }
}

variable "prefix" {
  description = "Prefix of the names of all resources."
  type        = string
  nullable    = false
}

variable "private_subnet_ids" {
  description = "Ids of the subnets that the container gets its address from; the first one is used. It should have room for four times the instances."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.private_subnet_ids) <= 16
    error_message = "private_subnet_ids must be a collection of at most 16 items."
  }

  validation {
    condition     = alltrue([for item in var.private_subnet_ids : can(regex("^(?:projects/[a-z0-9-]+/regions/[a-z0-9-]+/subnetworks/[a-z0-9-]+)$", item))])
    error_message = "private_subnet_ids must be a list whose items are the id of a subnet, such as projects/example/regions/europe-west1/subnetworks/main."
  }
}

variable "project" {
  description = "Project of the service."
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

variable "queue_subscription_ids" {
  description = "Subscriptions that the container may pull from; the module queue tells them."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.queue_subscription_ids) <= 10
    error_message = "queue_subscription_ids must be a collection of at most 10 items."
  }
}

variable "queue_topic_ids" {
  description = "Topics that the container may publish to; the module queue tells them."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.queue_topic_ids) <= 10
    error_message = "queue_topic_ids must be a collection of at most 10 items."
  }
}

variable "readable_secrets" {
  description = "Secrets that the container may read while it runs, each as the variable that tells it the secret's name. They need no value before; the module secret tells them. What secrets names is left out."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = length(var.readable_secrets) <= 100
    error_message = "readable_secrets must be a collection of at most 100 items."
  }

  validation {
    condition     = alltrue([for key in keys(var.readable_secrets) : can(regex("^(?:[A-Za-z_][A-Za-z0-9_]*)$", key))])
    error_message = "readable_secrets must be a map whose keys are made of letters, digits and '_'."
  }

  validation {
    condition     = alltrue([for value in values(var.readable_secrets) : can(regex("^(?:projects/[a-z0-9-]+/secrets/[A-Za-z0-9_-]{1,255})$", value))])
    error_message = "readable_secrets must be a map whose values are a secret such as projects/project/secrets/name."
  }
}

variable "region" {
  description = "Region of the service."
  type        = string
  nullable    = false
}

variable "request_timeout_seconds" {
  description = "Seconds after which a request is ended."
  type        = number
  default     = 300
  nullable    = false

  validation {
    condition     = var.request_timeout_seconds >= 1 && var.request_timeout_seconds <= 3600 && floor(var.request_timeout_seconds) == var.request_timeout_seconds
    error_message = "request_timeout_seconds must be a whole number, from 1 to 3600."
  }
}

variable "scratch_volumes" {
  description = "Folders in memory that the container may write to, which end with the instance. Name of the volume to path."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = length(var.scratch_volumes) <= 10
    error_message = "scratch_volumes must be a collection of at most 10 items."
  }

  validation {
    condition     = alltrue([for key in keys(var.scratch_volumes) : can(regex("^(?:[a-z]([a-z0-9-]{0,61}[a-z0-9])?)$", key))])
    error_message = "scratch_volumes must be a map whose keys are made of lower-case letters, digits and '-', a letter first."
  }

  validation {
    condition     = alltrue([for value in values(var.scratch_volumes) : can(regex("^(?:/[A-Za-z0-9._/-]+)$", value))])
    error_message = "scratch_volumes must be a map whose values are an absolute path."
  }
}

variable "secrets" {
  description = "Variables of the container whose values are secrets of Secret Manager, as gcp-sm://project/name or projects/project/secrets/name. The newest version is read when an instance starts, so they must have their values before."
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
    condition     = alltrue([for value in values(var.secrets) : can(regex("^(?:(gcp-sm://[a-z0-9-]+/|projects/[a-z0-9-]+/secrets/)[A-Za-z0-9_-]{1,255})$", value))])
    error_message = "secrets must be a map whose values are a secret of Secret Manager, as gcp-sm://project/name or projects/project/secrets/name."
  }
}

variable "service_account_roles" {
  description = "Roles in the project that the container acts with, by names of your own."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = length(var.service_account_roles) <= 20
    error_message = "service_account_roles must be a collection of at most 20 items."
  }

  validation {
    condition     = alltrue([for key in keys(var.service_account_roles) : can(regex("^(?:[a-z][a-z0-9-]*)$", key))])
    error_message = "service_account_roles must be a map whose keys are made of lower-case letters, digits and '-', a letter first."
  }

  validation {
    condition     = alltrue([for value in values(var.service_account_roles) : can(regex("^(?:(roles|projects/[a-z0-9-]+/roles|organizations/[0-9]+/roles)/[A-Za-z0-9_.]+)$", value))])
    error_message = "service_account_roles must be a map whose values are a role such as roles/storage.objectViewer."
  }
}

variable "session_affinity" {
  description = "A client's requests go to the same instance while it is there."
  type        = bool
  default     = false
  nullable    = false
}

variable "tls" {
  description = "Clients of host come by HTTPS, with a certificate that Google makes once the name leads here; plain HTTP is redirected. Otherwise HTTP is all there is."
  type        = bool
  default     = true
  nullable    = false
}

variable "tracing" {
  description = "With cloud-trace, a collector beside the container takes traces by OTLP, at localhost:4317 and 4318."
  type        = string
  default     = "none"
  nullable    = false

  validation {
    condition     = contains(["none", "cloud-trace"], var.tracing)
    error_message = "tracing must be one of none, cloud-trace."
  }
}

variable "vpc_id" {
  description = "Id of the network that the container reaches private addresses in. Needs private_subnet_ids. Left open, it reaches the Internet and nothing private."
  type        = string
  default     = null

  validation {
    condition     = var.vpc_id == null ? true : can(regex("^(?:projects/[a-z0-9-]+/global/networks/[a-z0-9-]+)$", var.vpc_id))
    error_message = "vpc_id must be the id of a network, such as projects/example/global/networks/main."
  }
}
