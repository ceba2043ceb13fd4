# postgres 1.0.0

variable "alarm_connections" {
  description = "Number of connections that is alarming. Without it nobody looks at it."
  type        = number
  default     = null

  validation {
    condition     = var.alarm_connections == null ? true : var.alarm_connections >= 1 && var.alarm_connections <= 100000 && floor(var.alarm_connections) == var.alarm_connections
    error_message = "alarm_connections must be a whole number, from 1 to 100000."
  }
}

variable "allocated_ip_range" {
  description = "Name of the range that the address is taken from. Left open, any of the network's connection."
  type        = string
  default     = null

  validation {
    condition     = var.allocated_ip_range == null ? true : can(regex("^(?:[a-z]([a-z0-9-]{0,61}[a-z0-9])?)$", var.allocated_ip_range))
    error_message = "allocated_ip_range must be the name of an allocated range."
  }
}

variable "backup_location" {
  description = "Where backups are kept. Left open, in the nearest multi-region."
  type        = string
  default     = null

  validation {
    condition     = var.backup_location == null ? true : can(regex("^(?:[a-z]+(-[a-z]+[0-9]+)?)$", var.backup_location))
    error_message = "backup_location must be a region such as europe-west1, or eu."
  }
}

variable "backup_retention_days" {
  description = "Number of daily backups that are kept."
  type        = number
  default     = 14
  nullable    = false

  validation {
    condition     = var.backup_retention_days >= 1 && var.backup_retention_days <= 365 && floor(var.backup_retention_days) == var.backup_retention_days
    error_message = "backup_retention_days must be a whole number, from 1 to 365."
  }
}

variable "backup_time" {
  description = "When the daily backup begins, in UTC, within four hours."
  type        = string
  default     = "02:00"
  nullable    = false

  validation {
    condition     = can(regex("^(?:([01][0-9]|2[0-3]):00)$", var.backup_time))
    error_message = "backup_time must be a full hour such as 02:00."
  }
}

variable "database" {
  description = "Name of the database that is made at the start."
  type        = string
  default     = "app"
  nullable    = false

  validation {
    condition     = can(regex("^(?:[a-z][a-z0-9_]{0,62})$", var.database))
    error_message = "database must be made of lower-case letters, digits and '_', a letter first, at most 63."
  }
}

variable "deletion_protection" {
  description = "Google and terraform refuse to delete the database. Turn it off in a rollout of its own before destroying the deployment."
  type        = bool
  default     = true
  nullable    = false
}

variable "edition" {
  description = "Edition of Cloud SQL."
  type        = string
  default     = "ENTERPRISE"
  nullable    = false

  validation {
    condition     = contains(["ENTERPRISE", "ENTERPRISE_PLUS"], var.edition)
    error_message = "edition must be one of ENTERPRISE, ENTERPRISE_PLUS."
  }
}

variable "engine_version" {
  description = "Version of PostgreSQL. Google keeps the minor version current; a higher one upgrades the database, which then is away for minutes."
  type        = string
  default     = "17"
  nullable    = false

  validation {
    condition     = contains(["14", "15", "16", "17"], var.engine_version)
    error_message = "engine_version must be one of 14, 15, 16, 17."
  }
}

variable "final_backup" {
  description = "Deleting the database leaves a last backup, and the others."
  type        = bool
  default     = true
  nullable    = false
}

variable "final_backup_days" {
  description = "Days that the last backup is kept."
  type        = number
  default     = 30
  nullable    = false

  validation {
    condition     = var.final_backup_days >= 1 && var.final_backup_days <= 365 && floor(var.final_backup_days) == var.final_backup_days
    error_message = "final_backup_days must be a whole number, from 1 to 365."
  }
}

variable "iam_group_emails" {
  description = "Google groups whose members may sign in."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.iam_group_emails) <= 50
    error_message = "iam_group_emails must be a collection of at most 50 items."
  }

  validation {
    condition     = alltrue([for item in var.iam_group_emails : can(regex("^(?:[A-Za-z0-9_.+-]+@[A-Za-z0-9.-]+)$", item))])
    error_message = "iam_group_emails must be a list whose items are an e-mail address."
  }
}

variable "iam_service_account_emails" {
  description = "Service accounts that may sign in and were there before. The modules cloud-run and iam-role let their own in."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.iam_service_account_emails) <= 100
    error_message = "iam_service_account_emails must be a collection of at most 100 items."
  }

  validation {
    condition     = alltrue([for item in var.iam_service_account_emails : can(regex("^(?:[a-z0-9-]+@[a-z0-9:.-]+\\.gserviceaccount\\.com)$", item))])
    error_message = "iam_service_account_emails must be a list whose items are the address of a service account."
  }
}

variable "iam_user_emails" {
  description = "People who may sign in with their Google account. What they may do there is granted in the database."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.iam_user_emails) <= 100
    error_message = "iam_user_emails must be a collection of at most 100 items."
  }

  validation {
    condition     = alltrue([for item in var.iam_user_emails : can(regex("^(?:[A-Za-z0-9_.+-]+@[A-Za-z0-9.-]+)$", item))])
    error_message = "iam_user_emails must be a list whose items are an e-mail address."
  }
}

variable "kms_key_name" {
  description = "Key of your own that encrypts storage and backups; Google's own where left open. Cloud SQL's service agent must be allowed to use it. Another key makes another server."
  type        = string
  default     = null

  validation {
    condition     = var.kms_key_name == null ? true : can(regex("^(?:projects/[a-z0-9:.-]+/locations/[a-z0-9-]+/keyRings/[A-Za-z0-9_-]+/cryptoKeys/[A-Za-z0-9_-]+)$", var.kms_key_name))
    error_message = "kms_key_name must be the name of a key, projects/…/locations/…/keyRings/…/cryptoKeys/…."
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

variable "maintenance_window" {
  description = "When Google may do maintenance, in UTC, for an hour."
  type        = string
  default     = "sun:03"
  nullable    = false

  validation {
    condition     = can(regex("^(?:(mon|tue|wed|thu|fri|sat|sun):([01][0-9]|2[0-3]))$", var.maintenance_window))
    error_message = "maintenance_window must be a day and an hour such as sun:03."
  }
}

variable "master_username" {
  description = "Name of the user that password_secret is the password of."
  type        = string
  default     = "app_owner"
  nullable    = false

  validation {
    condition     = can(regex("^(?:[a-z][a-z0-9_]{0,62})$", var.master_username))
    error_message = "master_username must be made of lower-case letters, digits and '_', a letter first, at most 63."
  }
}

variable "max_storage_gib" {
  description = "What the storage may grow to by itself, in GiB. Left open, twice the storage."
  type        = number
  default     = null

  validation {
    condition     = var.max_storage_gib == null ? true : var.max_storage_gib >= 10 && var.max_storage_gib <= 65536 && floor(var.max_storage_gib) == var.max_storage_gib
    error_message = "max_storage_gib must be a whole number, from 10 to 65536."
  }
}

variable "metrics" {
  description = "With cloud-monitoring there are alarms for CPU, memory, storage, connections, and replicas that fall behind."
  type        = string
  default     = "none"
  nullable    = false

  validation {
    condition     = contains(["none", "cloud-monitoring"], var.metrics)
    error_message = "metrics must be one of none, cloud-monitoring."
  }
}

variable "more_databases" {
  description = "Names of further databases on the same server. One that is no longer named stays."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.more_databases) <= 50
    error_message = "more_databases must be a collection of at most 50 items."
  }

  validation {
    condition     = alltrue([for item in var.more_databases : can(regex("^(?:[a-z][a-z0-9_]{0,62})$", item))])
    error_message = "more_databases must be a list whose items are made of lower-case letters, digits and '_', a letter first, at most 63."
  }
}

variable "multi_az" {
  description = "A standby in a second zone takes over when the first one fails."
  type        = bool
  default     = true
  nullable    = false
}

variable "notification_channels" {
  description = "Channels of Cloud Monitoring that are told when an alarm begins and ends."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.notification_channels) <= 16
    error_message = "notification_channels must be a collection of at most 16 items."
  }

  validation {
    condition     = alltrue([for item in var.notification_channels : can(regex("^(?:projects/[a-z0-9:.-]+/notificationChannels/[0-9]+)$", item))])
    error_message = "notification_channels must be a list whose items are the name of a channel, projects/…/notificationChannels/…."
  }
}

variable "parameters" {
  description = "Flags of the database, such as work_mem. Some of them start it again."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = length(var.parameters) <= 50
    error_message = "parameters must be a collection of at most 50 items."
  }

  validation {
    condition     = alltrue([for key in keys(var.parameters) : can(regex("^(?:[a-z][a-z0-9_.]*)$", key))])
    error_message = "parameters must be a map whose keys are names of flags."
  }
}

variable "password_secret" {
  description = "Secret whose newest version is the password of master_username, there before the first rollout, for clients that know no tokens of IAM. Its value comes into the state, which the agent encrypts. Left open, there is no password."
  type        = string
  default     = null

  validation {
    condition     = var.password_secret == null ? true : can(regex("^(?:projects/[a-z0-9:.-]+/secrets/[A-Za-z0-9_-]+)$", var.password_secret))
    error_message = "password_secret must be the id of a secret, projects/…/secrets/…."
  }
}

variable "point_in_time_days" {
  description = "Days that the database can be taken back to any second of; more than 7 with the edition ENTERPRISE_PLUS alone."
  type        = number
  default     = 7
  nullable    = false

  validation {
    condition     = var.point_in_time_days >= 1 && var.point_in_time_days <= 35 && floor(var.point_in_time_days) == var.point_in_time_days
    error_message = "point_in_time_days must be a whole number, from 1 to 35."
  }
}

variable "prefix" {
  description = "Prefix of the names of all resources."
  type        = string
  nullable    = false
}

variable "private_service_connection" {
  description = "The network's connection to Google's services, which gives the database its address; the module vpc tells it. A network of your own must have one."
  type        = string
  default     = null
}

variable "project" {
  description = "Project that the database is in."
  type        = string
  nullable    = false
}

variable "query_insights" {
  description = "Query Insights keeps which statements the database was busy with."
  type        = bool
  default     = true
  nullable    = false
}

variable "read_replicas" {
  description = "Number of copies of the database that can be read from, a moment behind."
  type        = number
  default     = 0
  nullable    = false

  validation {
    condition     = var.read_replicas >= 0 && var.read_replicas <= 8 && floor(var.read_replicas) == var.read_replicas
    error_message = "read_replicas must be a whole number, from 0 to 8."
  }
}

variable "region" {
  description = "Region that the database is in."
  type        = string
  nullable    = false
}

variable "replica_tier" {
  description = "Size of the servers of read replicas. Left open, that of the database."
  type        = string
  default     = null

  validation {
    condition     = var.replica_tier == null ? true : can(regex("^(?:db-(custom-[0-9]+-[0-9]+|perf-optimized-N-[0-9]+|c4a-highmem-[0-9]+(-lssd)?))$", var.replica_tier))
    error_message = "replica_tier must be a tier such as db-custom-2-7680 or db-perf-optimized-N-2."
  }
}

variable "slow_query_milliseconds" {
  description = "Statements that take longer are logged; -1 logs none."
  type        = number
  default     = 1000
  nullable    = false

  validation {
    condition     = var.slow_query_milliseconds >= -1 && var.slow_query_milliseconds <= 3600000 && floor(var.slow_query_milliseconds) == var.slow_query_milliseconds
    error_message = "slow_query_milliseconds must be a whole number, from -1 to 3600000."
  }
}

variable "storage_gib" {
  description = "Storage in GiB to begin with. It grows by itself, and never shrinks."
  type        = number
  default     = 50
  nullable    = false

  validation {
    condition     = var.storage_gib >= 10 && var.storage_gib <= 65536 && floor(var.storage_gib) == var.storage_gib
    error_message = "storage_gib must be a whole number, from 10 to 65536."
  }

  validation {
    condition     = var.max_storage_gib == null ? true : var.storage_gib <= var.max_storage_gib
    error_message = "storage_gib must be at most max_storage_gib."
  }
}

variable "tier" {
  description = "Size of the database server, db-custom-CORES-MEMORY in MiB."
  type        = string
  default     = "db-custom-2-7680"
  nullable    = false

  validation {
    condition     = can(regex("^(?:db-(custom-[0-9]+-[0-9]+|perf-optimized-N-[0-9]+|c4a-highmem-[0-9]+(-lssd)?))$", var.tier))
    error_message = "tier must be a tier such as db-custom-2-7680 or db-perf-optimized-N-2."
  }
}

variable "vpc_id" {
  description = "Id of the network."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^(?:projects/[a-z0-9:.-]+/global/networks/[a-z0-9-]+)$", var.vpc_id))
    error_message = "vpc_id must be the id of a network, projects/…/global/networks/…."
  }
}
