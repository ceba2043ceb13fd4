# function 1.0.0

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

variable "autoscaling_max_count" {
  description = "Most instances that calls may start."
  type        = number
  default     = 20
  nullable    = false

  validation {
    condition     = var.autoscaling_max_count >= 1 && var.autoscaling_max_count <= 1000 && floor(var.autoscaling_max_count) == var.autoscaling_max_count
    error_message = "autoscaling_max_count must be a whole number, from 1 to 1000."
  }
}

variable "autoscaling_min_count" {
  description = "Instances that are kept without calls. With 0, the first call waits for one to start."
  type        = number
  default     = 0
  nullable    = false

  validation {
    condition     = var.autoscaling_min_count >= 0 && var.autoscaling_min_count <= 1000 && floor(var.autoscaling_min_count) == var.autoscaling_min_count
    error_message = "autoscaling_min_count must be a whole number, from 0 to 1000."
  }

  validation {
    condition     = var.autoscaling_min_count <= var.autoscaling_max_count
    error_message = "autoscaling_min_count must be at most autoscaling_max_count."
  }
}

variable "bucket_environment" {
  description = "What the function's environment says of the bucket; the module bucket tells it."
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
  description = "Buckets whose objects the function may read, write and delete; the module bucket tells them."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.bucket_names) <= 10
    error_message = "bucket_names must be a collection of at most 10 items."
  }
}

variable "build_variables" {
  description = "Environment of the build. No secrets."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = length(var.build_variables) <= 100
    error_message = "build_variables must be a collection of at most 100 items."
  }

  validation {
    condition     = alltrue([for key in keys(var.build_variables) : can(regex("^(?:[A-Z_][A-Z0-9_]*)$", key))])
    error_message = "build_variables must be a map whose keys are made of capital letters, digits and '_'."
  }
}

variable "code_bucket" {
  description = "Name of the bucket that holds the archive of the code, in this project."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^(?:[a-z0-9][a-z0-9._-]{1,61}[a-z0-9])$", var.code_bucket))
    error_message = "code_bucket must be the name of a bucket."
  }
}

variable "code_handler" {
  description = "What of the archive is called, which is a function, or a class of Java and .NET."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^(?:[!-~]+)$", var.code_handler))
    error_message = "code_handler must be without spaces."
  }
}

variable "code_key" {
  description = "Name of the archive, a zip file. A new one for each build deploys it; overwritten in place, nothing is seen to change."
  type        = string
  nullable    = false
}

variable "code_runtime" {
  description = "What the code is written for."
  type        = string
  nullable    = false

  validation {
    condition     = contains(["dotnet8", "go123", "go124", "go125", "java17", "java21", "nodejs20", "nodejs22", "nodejs24", "php83", "php84", "python311", "python312", "python313", "ruby33", "ruby34"], var.code_runtime)
    error_message = "code_runtime must be one of dotnet8, go123, go124, go125, java17, java21, nodejs20, nodejs22, nodejs24, php83, php84, python311, python312, python313, ruby33, ruby34."
  }
}

variable "connector_cidr" {
  description = "IPv4 block that is free in the network, of 16 addresses, for what takes the function there."
  type        = string
  default     = null

  validation {
    condition     = var.connector_cidr == null ? true : try(cidrsubnet(var.connector_cidr, 0, 0) == var.connector_cidr && tonumber(split("/", var.connector_cidr)[1]) >= 28 && tonumber(split("/", var.connector_cidr)[1]) <= 28, false)
    error_message = "connector_cidr must be an IPv4 block with a prefix from /28 to /28 and no bits set beyond it."
  }
}

variable "cpu" {
  description = "Cores of an instance. 8192 MiB need two, 16384 four, 32768 eight."
  type        = number
  default     = 1
  nullable    = false

  validation {
    condition     = contains([1, 2, 4, 6, 8], var.cpu)
    error_message = "cpu must be one of 1, 2, 4, 6, 8."
  }
}

variable "environment_variables" {
  description = "Environment of the function. No secrets. Says more than what other modules tell of themselves."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = length(var.environment_variables) <= 100
    error_message = "environment_variables must be a collection of at most 100 items."
  }

  validation {
    condition     = alltrue([for key in keys(var.environment_variables) : can(regex("^(?:[A-Za-z][A-Za-z0-9_]*)$", key))])
    error_message = "environment_variables must be a map whose keys are made of letters, digits and '_', a letter first."
  }
}

variable "event_topic_ids" {
  description = "Topic of Pub/Sub whose messages call the function, one at most. A call that fails is repeated."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.event_topic_ids) <= 1
    error_message = "event_topic_ids must be a collection of at most 1 items."
  }

  validation {
    condition     = alltrue([for item in var.event_topic_ids : can(regex("^(?:projects/[a-z0-9-]+/topics/[A-Za-z0-9._~+%-]+)$", item))])
    error_message = "event_topic_ids must be a list whose items are the id of a topic, such as projects/example/topics/orders."
  }
}

variable "function_name" {
  description = "What the function does. Another name makes another function."
  type        = string
  default     = "app"
  nullable    = false

  validation {
    condition     = can(regex("^(?:[a-z0-9]([a-z0-9-]{0,28}[a-z0-9])?)$", var.function_name))
    error_message = "function_name must be made of lower-case letters, digits and '-', a letter or digit first and last, at most 30."
  }
}

variable "image_repository" {
  description = "Repository of Artifact Registry that takes the built images. Left open, one that Google makes."
  type        = string
  default     = null

  validation {
    condition     = var.image_repository == null ? true : can(regex("^(?:projects/[a-z0-9-]+/locations/[a-z0-9-]+/repositories/[a-z0-9-]+)$", var.image_repository))
    error_message = "image_repository must be the id of a repository, such as projects/example/locations/europe-west1/repositories/main."
  }
}

variable "kms_key_id" {
  description = "Key of your own that encrypts the code; Google's own where left open. The agents of Cloud Run functions, Artifact Registry and Cloud Storage have to be allowed to use it, and image_repository named."
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
  description = "With cloud-logging, the function's logs are kept in a bucket of their own for log_retention_days. Otherwise in the project's."
  type        = string
  default     = "none"
  nullable    = false

  validation {
    condition     = contains(["none", "cloud-logging"], var.logging)
    error_message = "logging must be one of none, cloud-logging."
  }
}

variable "max_concurrency" {
  description = "Calls that an instance handles at once, before another one is started. The code has to bear it."
  type        = number
  default     = 1
  nullable    = false

  validation {
    condition     = var.max_concurrency >= 1 && var.max_concurrency <= 1000 && floor(var.max_concurrency) == var.max_concurrency
    error_message = "max_concurrency must be a whole number, from 1 to 1000."
  }
}

variable "memory_mib" {
  description = "Memory in MiB."
  type        = number
  default     = 512
  nullable    = false

  validation {
    condition     = contains([256, 512, 1024, 2048, 4096, 8192, 16384, 32768], var.memory_mib)
    error_message = "memory_mib must be one of 256, 512, 1024, 2048, 4096, 8192, 16384, 32768."
  }
}

variable "metrics" {
  description = "With cloud-monitoring there are alerts for errors, and for calls that nearly take too long."
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

variable "project" {
  description = "Project of the function."
  type        = string
  nullable    = false
}

variable "queue_environment" {
  description = "What the function's environment says of the queue; the module queue tells it."
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

variable "queue_topic_ids" {
  description = "Topics that the function may publish to; the module queue tells them."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.queue_topic_ids) <= 10
    error_message = "queue_topic_ids must be a collection of at most 10 items."
  }
}

variable "readable_secrets" {
  description = "Secrets that the function may read while it runs, each as the variable that tells it the secret's name. They need no value before; the module secret tells them. What secrets names is left out."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = length(var.readable_secrets) <= 100
    error_message = "readable_secrets must be a collection of at most 100 items."
  }

  validation {
    condition     = alltrue([for key in keys(var.readable_secrets) : can(regex("^(?:[A-Za-z][A-Za-z0-9_]*)$", key))])
    error_message = "readable_secrets must be a map whose keys are made of letters, digits and '_', a letter first."
  }

  validation {
    condition     = alltrue([for value in values(var.readable_secrets) : can(regex("^(?:projects/[a-z0-9-]+/secrets/[A-Za-z0-9_-]{1,255})$", value))])
    error_message = "readable_secrets must be a map whose values are a secret such as projects/project/secrets/name."
  }
}

variable "region" {
  description = "Region of the function."
  type        = string
  nullable    = false
}

variable "schedule" {
  description = "When the clock calls the function, in UTC, as cron has it. Left open, never."
  type        = string
  default     = null

  validation {
    condition     = var.schedule == null ? true : can(regex("^(?:[0-9*,/-]+ [0-9*,/-]+ [0-9*,/-]+ [0-9A-Za-z*,/-]+ [0-9A-Za-z*,/-]+)$", var.schedule))
    error_message = "schedule must be five fields such as 0 6 * * 1."
  }
}

variable "secrets" {
  description = "Variables of the function whose values are secrets of Secret Manager, as gcp-sm://project/name or projects/project/secrets/name. The newest version is read when an instance starts, so they must have their values before."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = length(var.secrets) <= 100
    error_message = "secrets must be a collection of at most 100 items."
  }

  validation {
    condition     = alltrue([for key in keys(var.secrets) : can(regex("^(?:[A-Za-z][A-Za-z0-9_]*)$", key))])
    error_message = "secrets must be a map whose keys are made of letters, digits and '_', a letter first."
  }

  validation {
    condition     = alltrue([for value in values(var.secrets) : can(regex("^(?:(gcp-sm://[a-z0-9-]+/|projects/[a-z0-9-]+/secrets/)[A-Za-z0-9_-]{1,255})$", value))])
    error_message = "secrets must be a map whose values are a secret of Secret Manager, as gcp-sm://project/name or projects/project/secrets/name."
  }
}

variable "service_account_roles" {
  description = "Roles in the project that the function acts with, by names of your own."
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

variable "timeout_seconds" {
  description = "Seconds after which a call is ended. What a topic calls may take 540."
  type        = number
  default     = 60
  nullable    = false

  validation {
    condition     = var.timeout_seconds >= 1 && var.timeout_seconds <= 3600 && floor(var.timeout_seconds) == var.timeout_seconds
    error_message = "timeout_seconds must be a whole number, from 1 to 3600."
  }
}

variable "url" {
  description = "Who may call the function's URL. Nobody but what is named here (none), from anywhere who has the role to (iam), or everybody (public)."
  type        = string
  default     = "none"
  nullable    = false

  validation {
    condition     = contains(["none", "iam", "public"], var.url)
    error_message = "url must be one of none, iam, public."
  }
}

variable "vpc_name" {
  description = "Name of the network that the function reaches private addresses in. Needs connector_cidr. Left open, it reaches the Internet and nothing private."
  type        = string
  default     = null

  validation {
    condition     = var.vpc_name == null ? true : can(regex("^(?:[a-z]([a-z0-9-]{0,61}[a-z0-9])?)$", var.vpc_name))
    error_message = "vpc_name must be the name of a network."
  }
}
