# redis 1.0.0

variable "access" {
  description = "What the user may do, as an access string of Redis."
  type        = string
  default     = "on ~* &* +@all -@dangerous"
  nullable    = false

  validation {
    condition     = can(regex("^(?:on [ -~]+)$", var.access))
    error_message = "access must be an access string that begins with on."
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

variable "engine" {
  description = "What runs."
  type        = string
  default     = "valkey"
  nullable    = false

  validation {
    condition     = contains(["valkey", "redis"], var.engine)
    error_message = "engine must be one of valkey, redis."
  }
}

variable "engine_version" {
  description = "Version of the engine."
  type        = string
  default     = "8.0"
  nullable    = false

  validation {
    condition = anytrue([
      var.engine == "redis" && contains(["7.0", "7.1"], var.engine_version),
      var.engine == "valkey" && contains(["7.2", "8.0", "8.1"], var.engine_version),
    ])
    error_message = "engine_version must be a value that goes with engine."
  }
}

variable "final_snapshot" {
  description = "Deleting the cache leaves a last snapshot."
  type        = bool
  default     = true
  nullable    = false
}

variable "kms_key_arn" {
  description = "Key of your own that encrypts what is stored; ElastiCache's own where left open. Another key makes another cache."
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
  description = "Where slow commands and the engine's own messages are logged to."
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

variable "max_memory_policy" {
  description = "What is forgotten when memory is full."
  type        = string
  default     = "volatile-lru"
  nullable    = false

  validation {
    condition     = contains(["volatile-lru", "allkeys-lru", "volatile-lfu", "allkeys-lfu", "volatile-random", "allkeys-random", "volatile-ttl", "noeviction"], var.max_memory_policy)
    error_message = "max_memory_policy must be one of volatile-lru, allkeys-lru, volatile-lfu, allkeys-lfu, volatile-random, allkeys-random, volatile-ttl, noeviction."
  }
}

variable "metrics" {
  description = "With cloudwatch there are alarms for CPU and memory of each node."
  type        = string
  default     = "none"
  nullable    = false

  validation {
    condition     = contains(["none", "cloudwatch"], var.metrics)
    error_message = "metrics must be one of none, cloudwatch."
  }
}

variable "node_type" {
  description = "Size of the nodes."
  type        = string
  default     = "cache.t4g.small"
  nullable    = false

  validation {
    condition     = can(regex("^(?:cache\\.[a-z0-9-]+\\.[a-z0-9]+)$", var.node_type))
    error_message = "node_type must be a type of nodes such as cache.r7g.large."
  }
}

variable "parameters" {
  description = "Further parameters of the engine, such as timeout."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = length(var.parameters) <= 50
    error_message = "parameters must be a collection of at most 50 items."
  }

  validation {
    condition     = alltrue([for key in keys(var.parameters) : can(regex("^(?:[a-z][a-z0-9-]*)$", key))])
    error_message = "parameters must be a map whose keys are names of parameters."
  }
}

variable "password_kms_key_arns" {
  description = "Key of your own that the secret is encrypted with."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.password_kms_key_arns) <= 1
    error_message = "password_kms_key_arns must be a collection of at most 1 items."
  }

  validation {
    condition     = alltrue([for item in var.password_kms_key_arns : can(regex("^(?:arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]+)$", item))])
    error_message = "password_kms_key_arns must be a list whose items are the ARN of a KMS key."
  }
}

variable "password_secret_arn" {
  description = "Secret whose whole text is the user's password, 16 to 128 characters, there before the first rollout. Its value comes into the state, which the agent encrypts. Left open, the user has no password and connects with a token of IAM."
  type        = string
  default     = null

  validation {
    condition     = var.password_secret_arn == null ? true : can(regex("^(?:arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:[0-9]{12}:secret:[A-Za-z0-9/_+=.@!-]+)$", var.password_secret_arn))
    error_message = "password_secret_arn must be the ARN of a secret."
  }
}

variable "port" {
  description = "Port that the cache listens on. Another one makes another cache."
  type        = number
  default     = 6379
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

variable "replicas" {
  description = "Copies of each shard in other availability zones, one of which takes over when it fails. Without any, a failed node loses what it held."
  type        = number
  default     = 1
  nullable    = false

  validation {
    condition     = var.replicas >= 0 && var.replicas <= 5 && floor(var.replicas) == var.replicas
    error_message = "replicas must be a whole number, from 0 to 5."
  }
}

variable "shards" {
  description = "Number of shards. With more than one, clients must know how to use a cluster."
  type        = number
  default     = 1
  nullable    = false

  validation {
    condition     = var.shards >= 1 && var.shards <= 90 && floor(var.shards) == var.shards
    error_message = "shards must be a whole number, from 1 to 90."
  }
}

variable "snapshot_retention_days" {
  description = "Days that daily snapshots are kept; 0 takes none."
  type        = number
  default     = 7
  nullable    = false

  validation {
    condition     = var.snapshot_retention_days >= 0 && var.snapshot_retention_days <= 35 && floor(var.snapshot_retention_days) == var.snapshot_retention_days
    error_message = "snapshot_retention_days must be a whole number, from 0 to 35."
  }
}

variable "snapshot_window" {
  description = "When the daily snapshot is taken, in UTC. Must not overlap maintenance_window."
  type        = string
  default     = "02:00-03:00"
  nullable    = false

  validation {
    condition     = can(regex("^(?:([01][0-9]|2[0-3]):[0-5][0-9]-([01][0-9]|2[0-3]):[0-5][0-9])$", var.snapshot_window))
    error_message = "snapshot_window must be two times such as 02:00-03:00."
  }
}

variable "subnet_ids" {
  description = "Ids of the subnets that the cache is in, of at least two availability zones."
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
