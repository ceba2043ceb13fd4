# redis 1.0.0

variable "connection_policy" {
  description = "The module lets Memorystore put endpoints into the network. Turn it off where something else does, such as another cache of the network and region."
  type        = bool
  default     = true
  nullable    = false
}

variable "deletion_protection" {
  description = "Memorystore refuses to delete the cache. Turn it off in a rollout of its own before destroying the deployment."
  type        = bool
  default     = true
  nullable    = false
}

variable "engine_version" {
  description = "Version of Valkey."
  type        = string
  default     = "8.0"
  nullable    = false

  validation {
    condition     = contains(["7.2", "8.0"], var.engine_version)
    error_message = "engine_version must be one of 7.2, 8.0."
  }
}

variable "kms_key_name" {
  description = "Key of your own that encrypts what is stored; Memorystore's own where left open. Its service agent must be allowed to use it. Another key makes another cache."
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
  description = "With cloud-monitoring there are alarms for CPU and memory."
  type        = string
  default     = "none"
  nullable    = false

  validation {
    condition     = contains(["none", "cloud-monitoring"], var.metrics)
    error_message = "metrics must be one of none, cloud-monitoring."
  }
}

variable "node_type" {
  description = "Size of the nodes. SHARED_CORE_NANO is for trials."
  type        = string
  default     = "STANDARD_SMALL"
  nullable    = false

  validation {
    condition     = contains(["SHARED_CORE_NANO", "STANDARD_SMALL", "HIGHMEM_MEDIUM", "HIGHMEM_XLARGE"], var.node_type)
    error_message = "node_type must be one of SHARED_CORE_NANO, STANDARD_SMALL, HIGHMEM_MEDIUM, HIGHMEM_XLARGE."
  }
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
  description = "Further parameters of the engine, such as notify-keyspace-events."
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

variable "persistence" {
  description = "How the nodes write to disk what they hold. None, snapshots (rdb), or every change (aof)."
  type        = string
  default     = "none"
  nullable    = false

  validation {
    condition     = contains(["none", "rdb", "aof"], var.persistence)
    error_message = "persistence must be one of none, rdb, aof."
  }
}

variable "prefix" {
  description = "Prefix of the names of all resources."
  type        = string
  nullable    = false
}

variable "project" {
  description = "Project that the cache is in."
  type        = string
  nullable    = false
}

variable "rdb_period" {
  description = "How often snapshots are written, with rdb."
  type        = string
  default     = "TWELVE_HOURS"
  nullable    = false

  validation {
    condition     = contains(["ONE_HOUR", "SIX_HOURS", "TWELVE_HOURS", "TWENTY_FOUR_HOURS"], var.rdb_period)
    error_message = "rdb_period must be one of ONE_HOUR, SIX_HOURS, TWELVE_HOURS, TWENTY_FOUR_HOURS."
  }
}

variable "region" {
  description = "Region that the cache is in."
  type        = string
  nullable    = false
}

variable "replicas" {
  description = "Copies of each shard in other zones, one of which takes over when it fails. Without any, a failed node loses what it held."
  type        = number
  default     = 1
  nullable    = false

  validation {
    condition     = var.replicas >= 0 && var.replicas <= 5 && floor(var.replicas) == var.replicas
    error_message = "replicas must be a whole number, from 0 to 5."
  }
}

variable "shards" {
  description = "Number of shards. With more than one, clients must know how to use a cluster; going from one to more makes another cache."
  type        = number
  default     = 1
  nullable    = false

  validation {
    condition     = var.shards >= 1 && var.shards <= 125 && floor(var.shards) == var.shards
    error_message = "shards must be a whole number, from 1 to 125."
  }
}

variable "snapshot_hour" {
  description = "Hour of the day that the backup is taken in, in UTC."
  type        = number
  default     = 2
  nullable    = false

  validation {
    condition     = var.snapshot_hour >= 0 && var.snapshot_hour <= 23 && floor(var.snapshot_hour) == var.snapshot_hour
    error_message = "snapshot_hour must be a whole number, from 0 to 23."
  }
}

variable "snapshot_retention_days" {
  description = "Days that daily backups are kept; 0 takes none."
  type        = number
  default     = 7
  nullable    = false

  validation {
    condition     = var.snapshot_retention_days >= 0 && var.snapshot_retention_days <= 365 && floor(var.snapshot_retention_days) == var.snapshot_retention_days
    error_message = "snapshot_retention_days must be a whole number, from 0 to 365."
  }
}

variable "subnet_ids" {
  description = "Ids of the subnets that the cache's endpoints take their addresses from."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(var.subnet_ids) >= 1 && length(var.subnet_ids) <= 16
    error_message = "subnet_ids must be a collection of from 1 to 16 items."
  }

  validation {
    condition     = alltrue([for item in var.subnet_ids : can(regex("^(?:projects/[a-z0-9:.-]+/regions/[a-z0-9-]+/subnetworks/[a-z0-9-]+)$", item))])
    error_message = "subnet_ids must be a list whose items are the id of a subnet, projects/…/regions/…/subnetworks/…."
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

variable "zone" {
  description = "Zone of all nodes, for caches without replicas. Left open, they are spread over the region's zones."
  type        = string
  default     = null

  validation {
    condition     = var.zone == null ? true : can(regex("^(?:[a-z]+-[a-z]+[0-9]+-[a-z])$", var.zone))
    error_message = "zone must be a zone such as europe-west1-b."
  }
}
