# redis 1.0.0

variable "access_keys" {
  description = "Whoever has a key may connect as well, for clients that know nothing of identities. Keys come into the state, which the agent encrypts, and reach clients as secrets that somebody puts into Key Vault."
  type        = bool
  default     = false
  nullable    = false
}

variable "action_group_ids" {
  description = "Action groups that are told when an alarm begins and ends; the module log-group makes one."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.action_group_ids) <= 5
    error_message = "action_group_ids must be a collection of at most 5 items."
  }

  validation {
    condition     = alltrue([for item in var.action_group_ids : can(regex("^(?:/subscriptions/[^/]+/resourceGroups/[^/]+/providers/Microsoft\\.Insights/actionGroups/[^/]+)$", item))])
    error_message = "action_group_ids must be a list whose items are the id of an action group."
  }
}

variable "client_principal_ids" {
  description = "Users, groups and identities beyond the deployment's own that may read and write all keys, by object id."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.client_principal_ids) <= 20
    error_message = "client_principal_ids must be a collection of at most 20 items."
  }

  validation {
    condition     = alltrue([for item in var.client_principal_ids : can(regex("^(?:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$", item))])
    error_message = "client_principal_ids must be a list whose items are the object id of a user, a group or an identity."
  }
}

variable "clustering" {
  description = "How clients see the shards. enterprise has one address and any client, oss needs clients that know how to use a cluster and is faster, none has one shard of at most 25 GB. Changing it makes another cache."
  type        = string
  default     = "enterprise"
  nullable    = false

  validation {
    condition     = contains(["enterprise", "oss", "none"], var.clustering)
    error_message = "clustering must be one of enterprise, oss, none."
  }
}

variable "endpoint_subnet_ids" {
  description = "Id of the subnet that the private endpoint is in."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(var.endpoint_subnet_ids) >= 1 && length(var.endpoint_subnet_ids) <= 1
    error_message = "endpoint_subnet_ids must be a collection of from 1 to 1 items."
  }

  validation {
    condition     = alltrue([for item in var.endpoint_subnet_ids : can(regex("^(?:/subscriptions/[^/]+/resourceGroups/[^/]+/providers/Microsoft\\.Network/virtualNetworks/[^/]+/subnets/[^/]+)$", item))])
    error_message = "endpoint_subnet_ids must be a list whose items are the id of a subnet."
  }
}

variable "high_availability" {
  description = "A second node takes over when the first one fails. Changing it makes another cache."
  type        = bool
  default     = true
  nullable    = false
}

variable "key_identity_id" {
  description = "Managed identity that may use the key. Needed with key_vault_key_id, and may have it before."
  type        = string
  default     = null

  validation {
    condition     = var.key_identity_id == null ? true : can(regex("^(?:/subscriptions/[^/]+/resourceGroups/[^/]+/providers/Microsoft\\.ManagedIdentity/userAssignedIdentities/[^/]+)$", var.key_identity_id))
    error_message = "key_identity_id must be the id of a user-assigned identity."
  }
}

variable "key_vault_key_id" {
  description = "Key of your own that encrypts what is stored, by its address in Key Vault; Azure's own where left open."
  type        = string
  default     = null

  validation {
    condition     = var.key_vault_key_id == null ? true : can(regex("^(?:https://[a-z0-9-]+\\.vault\\.azure\\.net/keys/[A-Za-z0-9-]+(/[0-9a-f]{32})?)$", var.key_vault_key_id))
    error_message = "key_vault_key_id must be the address of a key, such as https://name.vault.azure.net/keys/name."
  }
}

variable "location" {
  description = "Region that everything is built in."
  type        = string
  nullable    = false
}

variable "log_analytics_workspace_id" {
  description = "Workspace that takes the logs; the module log-group makes one."
  type        = string
  default     = null

  validation {
    condition     = var.log_analytics_workspace_id == null ? true : can(regex("^(?:/subscriptions/[^/]+/resourceGroups/[^/]+/providers/Microsoft\\.OperationalInsights/workspaces/[^/]+)$", var.log_analytics_workspace_id))
    error_message = "log_analytics_workspace_id must be the id of a Log Analytics workspace."
  }
}

variable "logging" {
  description = "Where connections are recorded."
  type        = string
  default     = "none"
  nullable    = false

  validation {
    condition     = contains(["none", "log-analytics"], var.logging)
    error_message = "logging must be one of none, log-analytics."
  }
}

variable "max_memory_policy" {
  description = "What is forgotten when memory is full. Changing it makes another cache."
  type        = string
  default     = "volatile-lru"
  nullable    = false

  validation {
    condition     = contains(["volatile-lru", "allkeys-lru", "volatile-lfu", "allkeys-lfu", "volatile-random", "allkeys-random", "volatile-ttl", "noeviction"], var.max_memory_policy)
    error_message = "max_memory_policy must be one of volatile-lru, allkeys-lru, volatile-lfu, allkeys-lfu, volatile-random, allkeys-random, volatile-ttl, noeviction."
  }
}

variable "metrics" {
  description = "With azure-monitor there are alarms for CPU and memory."
  type        = string
  default     = "none"
  nullable    = false

  validation {
    condition     = contains(["none", "azure-monitor"], var.metrics)
    error_message = "metrics must be one of none, azure-monitor."
  }
}

variable "prefix" {
  description = "Prefix of the names of all resources."
  type        = string
  nullable    = false
}

variable "private_dns_zone_ids" {
  description = "Private DNS zones of the network by what they are for, of which redis-enterprise is used. Without it, nobody enters the endpoint's name; a policy of the organisation may."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = length(var.private_dns_zone_ids) <= 50
    error_message = "private_dns_zone_ids must be a collection of at most 50 items."
  }
}

variable "redis_modules" {
  description = "Modules of Redis that commands may use. RediSearch wants noeviction and clustering enterprise. Changing them makes another cache."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.redis_modules) <= 4
    error_message = "redis_modules must be a collection of at most 4 items."
  }

  validation {
    condition     = alltrue([for item in var.redis_modules : can(regex("^(?:RedisBloom|RedisTimeSeries|RediSearch|RedisJSON)$", item))])
    error_message = "redis_modules must be a list whose items are RedisBloom, RedisTimeSeries, RediSearch or RedisJSON."
  }
}

variable "resource_group_name" {
  description = "Resource group that everything is built in."
  type        = string
  nullable    = false
}

variable "sku_name" {
  description = "Kind and size of the cache. Balanced, MemoryOptimized, ComputeOptimized or FlashOptimized, and the memory in GB behind a letter. Another one makes another cache."
  type        = string
  default     = "Balanced_B1"
  nullable    = false

  validation {
    condition     = can(regex("^(?:(Balanced_B|MemoryOptimized_M|ComputeOptimized_X|FlashOptimized_A)[0-9]+)$", var.sku_name))
    error_message = "sku_name must be a size of Managed Redis such as Balanced_B5 or MemoryOptimized_M20."
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
