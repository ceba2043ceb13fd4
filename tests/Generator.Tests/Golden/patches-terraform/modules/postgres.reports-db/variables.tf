# postgres 1.1.0

variable "alarm_connections" {
  description = "Number of connections that is alarming. Without it nobody looks at it."
  type        = number
  default     = null

  validation {
    condition     = var.alarm_connections == null ? true : var.alarm_connections >= 1 && var.alarm_connections <= 100000 && floor(var.alarm_connections) == var.alarm_connections
    error_message = "alarm_connections must be a whole number, from 1 to 100000."
  }
}

variable "alarm_topic_arns" {
  description = "Topics that are told when an alarm begins and ends."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.alarm_topic_arns) <= 5
    error_message = "alarm_topic_arns must be a collection of at most 5 items."
  }

  validation {
    condition     = alltrue([for item in var.alarm_topic_arns : can(regex("^(?:arn:aws[a-z-]*:sns:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_-]+)$", item))])
    error_message = "alarm_topic_arns must be a list whose items are the ARN of an SNS topic."
  }
}

variable "allow_major_version_upgrade" {
  description = "A higher major version in engine_version upgrades the database instead of failing. Set it for that one rollout."
  type        = bool
  default     = false
  nullable    = false
}

variable "allowed_cidrs" {
  description = "IPv4 blocks that may connect, for what has no security group."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.allowed_cidrs) <= 50
    error_message = "allowed_cidrs must be a collection of at most 50 items."
  }

  validation {
    condition     = alltrue([for item in var.allowed_cidrs : try(cidrsubnet(item, 0, 0) == item && tonumber(split("/", item)[1]) >= 8 && tonumber(split("/", item)[1]) <= 32, false)])
    error_message = "allowed_cidrs must be a list whose items are an IPv4 block with a prefix from /8 to /32 and no bits set beyond it."
  }
}

variable "allowed_security_group_ids" {
  description = "Ids of security groups that may connect. The module ecs-service lets itself in."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.allowed_security_group_ids) <= 50
    error_message = "allowed_security_group_ids must be a collection of at most 50 items."
  }

  validation {
    condition     = alltrue([for item in var.allowed_security_group_ids : can(regex("^(?:sg-[A-Za-z0-9]+)$", item))])
    error_message = "allowed_security_group_ids must be a list whose items are the id of a security group, such as sg-0a1b2c3d."
  }
}

variable "apply_immediately" {
  description = "Changes that need a restart happen at once, not in the maintenance window."
  type        = bool
  default     = false
  nullable    = false
}

variable "auto_minor_version_upgrade" {
  description = "AWS installs minor versions in the maintenance window."
  type        = bool
  default     = true
  nullable    = false
}

variable "backup_retention_days" {
  description = "Days that the database can be taken back to any second of."
  type        = number
  default     = 14
  nullable    = false

  validation {
    condition     = var.backup_retention_days >= 1 && var.backup_retention_days <= 35 && floor(var.backup_retention_days) == var.backup_retention_days
    error_message = "backup_retention_days must be a whole number, from 1 to 35."
  }
}

variable "backup_window" {
  description = "When the daily backup begins, in UTC. Must not overlap maintenance_window."
  type        = string
  default     = "02:00-03:00"
  nullable    = false

  validation {
    condition     = can(regex("^(?:([01][0-9]|2[0-3]):[0-5][0-9]-([01][0-9]|2[0-3]):[0-5][0-9])$", var.backup_window))
    error_message = "backup_window must be two times such as 02:00-03:00."
  }
}

variable "database" {
  description = "Name of the database that is made at the start. Another name makes another server."
  type        = string
  default     = "app"
  nullable    = false

  validation {
    condition     = can(regex("^(?:[a-z][a-z0-9_]{0,62})$", var.database))
    error_message = "database must be made of lower-case letters, digits and '_', a letter first, at most 63."
  }
}

variable "deletion_protection" {
  description = "AWS refuses to delete the database. Turn it off in a rollout of its own before destroying the deployment."
  type        = bool
  default     = true
  nullable    = false
}

variable "engine_version" {
  description = "Version of PostgreSQL. With the major version alone, AWS chooses the minor one and keeps it current."
  type        = string
  default     = "17"
  nullable    = false

  validation {
    condition     = can(regex("^(?:1[4-7](\\.[0-9]{1,2})?)$", var.engine_version))
    error_message = "engine_version must be a version of PostgreSQL from 14 to 17, such as 17 or 17.5."
  }
}

variable "final_snapshot" {
  description = "Deleting the database leaves a last snapshot."
  type        = bool
  default     = true
  nullable    = false
}

variable "iam_authentication" {
  description = "Roles of IAM may also connect, with tokens instead of the password."
  type        = bool
  default     = false
  nullable    = false
}

variable "instance_class" {
  description = "Size of the database server."
  type        = string
  default     = "db.t4g.medium"
  nullable    = false

  validation {
    condition     = can(regex("^(?:db\\.[a-z0-9-]+\\.[a-z0-9]+)$", var.instance_class))
    error_message = "instance_class must be a class of RDS instances, such as db.m7g.large."
  }
}

variable "kms_key_arn" {
  description = "Key of your own that encrypts storage, snapshots, performance data and the password; AWS' own keys where left open. Another key makes another server."
  type        = string
  default     = null

  validation {
    condition     = var.kms_key_arn == null ? true : can(regex("^(?:arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]+)$", var.kms_key_arn))
    error_message = "kms_key_arn must be the ARN of a KMS key."
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
  description = "Where the database logs to, beside its own disk."
  type        = string
  default     = "none"
  nullable    = false

  validation {
    condition     = contains(["none", "cloudwatch"], var.logging)
    error_message = "logging must be one of none, cloudwatch."
  }
}

variable "maintenance_window" {
  description = "When AWS may do maintenance, in UTC, and when changes happen that need a restart."
  type        = string
  default     = "sun:03:30-sun:04:30"
  nullable    = false

  validation {
    condition     = can(regex("^(?:(mon|tue|wed|thu|fri|sat|sun):([01][0-9]|2[0-3]):[0-5][0-9]-(mon|tue|wed|thu|fri|sat|sun):([01][0-9]|2[0-3]):[0-5][0-9])$", var.maintenance_window))
    error_message = "maintenance_window must be two times of the week such as sun:03:30-sun:04:30."
  }
}

variable "master_username" {
  description = "Name of the user that owns the database. Another name makes another server."
  type        = string
  default     = "app_owner"
  nullable    = false

  validation {
    condition     = can(regex("^(?:[a-z][a-z0-9_]{0,62})$", var.master_username))
    error_message = "master_username must be made of lower-case letters, digits and '_', a letter first, at most 63."
  }
}

variable "max_storage_gib" {
  description = "What the storage may grow to by itself, in GiB. Left open, twice the storage; from 32769 GiB on it then does not grow."
  type        = number
  default     = null

  validation {
    condition     = var.max_storage_gib == null ? true : var.max_storage_gib >= 22 && var.max_storage_gib <= 65536 && floor(var.max_storage_gib) == var.max_storage_gib
    error_message = "max_storage_gib must be a whole number, from 22 to 65536."
  }
}

variable "metrics" {
  description = "With cloudwatch there are alarms for CPU, memory, storage, connections, and replicas that fall behind."
  type        = string
  default     = "none"
  nullable    = false

  validation {
    condition     = contains(["none", "cloudwatch"], var.metrics)
    error_message = "metrics must be one of none, cloudwatch."
  }
}

variable "monitoring_seconds" {
  description = "How often the operating system is measured; 0 turns it off."
  type        = number
  default     = 60
  nullable    = false

  validation {
    condition     = contains([0, 1, 5, 10, 15, 30, 60], var.monitoring_seconds)
    error_message = "monitoring_seconds must be one of 0, 1, 5, 10, 15, 30, 60."
  }
}

variable "multi_az" {
  description = "A standby in a second availability zone takes over when the first one fails."
  type        = bool
  default     = true
  nullable    = false
}

variable "parameters" {
  description = "Parameters of PostgreSQL that take effect at once, such as work_mem. rds.force_ssl is always on."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = length(var.parameters) <= 50
    error_message = "parameters must be a collection of at most 50 items."
  }

  validation {
    condition     = alltrue([for key in keys(var.parameters) : can(regex("^(?:[a-z][a-z0-9_.]*)$", key))])
    error_message = "parameters must be a map whose keys are names of parameters."
  }
}

variable "password_rotation_days" {
  description = "Days after which AWS changes the password. Whoever holds the old one must then read the secret again, or be started again."
  type        = number
  default     = 90
  nullable    = false

  validation {
    condition     = var.password_rotation_days >= 1 && var.password_rotation_days <= 1000 && floor(var.password_rotation_days) == var.password_rotation_days
    error_message = "password_rotation_days must be a whole number, from 1 to 1000."
  }
}

variable "performance_insights_retention_days" {
  description = "Days that Performance Insights keeps which statements the database was busy with; 0 turns it off."
  type        = number
  default     = 7
  nullable    = false

  validation {
    condition     = contains([0, 7, 31, 62, 93, 124, 155, 186, 217, 248, 279, 310, 341, 372, 403, 434, 465, 496, 527, 558, 589, 620, 651, 682, 713, 731], var.performance_insights_retention_days)
    error_message = "performance_insights_retention_days must be one of 0, 7, 31, 62, 93, 124, 155, 186, 217, 248, 279, 310, 341, 372, 403, 434, 465, 496, 527, 558, 589, 620, 651, 682, 713, 731."
  }
}

variable "port" {
  description = "Port that the database listens on."
  type        = number
  default     = 5432
  nullable    = false

  validation {
    condition     = var.port >= 1150 && var.port <= 65535 && floor(var.port) == var.port
    error_message = "port must be a whole number, from 1150 to 65535."
  }
}

variable "prefix" {
  description = "Prefix of the names of all resources."
  type        = string
  nullable    = false
}

variable "read_replicas" {
  description = "Number of copies of the database that can be read from, a moment behind."
  type        = number
  default     = 0
  nullable    = false

  validation {
    condition     = var.read_replicas >= 0 && var.read_replicas <= 5 && floor(var.read_replicas) == var.read_replicas
    error_message = "read_replicas must be a whole number, from 0 to 5."
  }
}

variable "replica_instance_class" {
  description = "Size of the servers of read replicas. Left open, that of the database."
  type        = string
  default     = null

  validation {
    condition     = var.replica_instance_class == null ? true : can(regex("^(?:db\\.[a-z0-9-]+\\.[a-z0-9]+)$", var.replica_instance_class))
    error_message = "replica_instance_class must be a class of RDS instances, such as db.m7g.large."
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

variable "snapshot_identifier" {
  description = "Snapshot that the database is made from. Looked at when it is made, never again."
  type        = string
  default     = null

  validation {
    condition     = var.snapshot_identifier == null ? true : can(regex("^(?:[A-Za-z][A-Za-z0-9:-]*)$", var.snapshot_identifier))
    error_message = "snapshot_identifier must be the name or ARN of a snapshot."
  }
}

variable "static_parameters" {
  description = "Parameters of PostgreSQL that take effect when it is next started, such as shared_preload_libraries."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = length(var.static_parameters) <= 50
    error_message = "static_parameters must be a collection of at most 50 items."
  }

  validation {
    condition     = alltrue([for key in keys(var.static_parameters) : can(regex("^(?:[a-z][a-z0-9_.]*)$", key))])
    error_message = "static_parameters must be a map whose keys are names of parameters."
  }
}

variable "storage_gib" {
  description = "Storage in GiB."
  type        = number
  default     = 50
  nullable    = false

  validation {
    condition     = var.storage_gib >= 20 && var.storage_gib <= 65536 && floor(var.storage_gib) == var.storage_gib
    error_message = "storage_gib must be a whole number, from 20 to 65536."
  }

  validation {
    condition     = var.max_storage_gib == null ? true : var.storage_gib <= var.max_storage_gib
    error_message = "storage_gib must be at most max_storage_gib."
  }
}

variable "storage_iops" {
  description = "I/O operations per second of the storage. From 400 GiB on; left open, what gp3 includes."
  type        = number
  default     = null

  validation {
    condition     = var.storage_iops == null ? true : var.storage_iops >= 12000 && var.storage_iops <= 64000 && floor(var.storage_iops) == var.storage_iops
    error_message = "storage_iops must be a whole number, from 12000 to 64000."
  }
}

variable "subnet_ids" {
  description = "Ids of the subnets that the database is in, of at least two availability zones."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(var.subnet_ids) >= 2 && length(var.subnet_ids) <= 16
    error_message = "subnet_ids must be a collection of from 2 to 16 items."
  }

  validation {
    condition     = alltrue([for item in var.subnet_ids : can(regex("^(?:subnet-[A-Za-z0-9]+)$", item))])
    error_message = "subnet_ids must be a list whose items are the id of a subnet, such as subnet-0a1b2c3d."
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
