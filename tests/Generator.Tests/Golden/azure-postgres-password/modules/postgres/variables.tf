# postgres 1.0.0

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

variable "administrator_groups" {
  description = "Groups of Entra that administer the server, by name, with their object ids."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = length(var.administrator_groups) <= 20
    error_message = "administrator_groups must be a collection of at most 20 items."
  }

  validation {
    condition     = alltrue([for value in values(var.administrator_groups) : can(regex("^(?:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$", value))])
    error_message = "administrator_groups must be a map whose values are the object id of a group."
  }
}

variable "administrator_identities" {
  description = "Managed identities that administer the server, by name, with their object ids. The module container-app adds its own where there is no password."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = length(var.administrator_identities) <= 20
    error_message = "administrator_identities must be a collection of at most 20 items."
  }

  validation {
    condition     = alltrue([for value in values(var.administrator_identities) : can(regex("^(?:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$", value))])
    error_message = "administrator_identities must be a map whose values are the object id of an identity."
  }
}

variable "alarm_connections" {
  description = "Number of connections that is alarming. Without it nobody looks at it."
  type        = number
  default     = null

  validation {
    condition     = var.alarm_connections == null ? true : var.alarm_connections >= 1 && var.alarm_connections <= 100000 && floor(var.alarm_connections) == var.alarm_connections
    error_message = "alarm_connections must be a whole number, from 1 to 100000."
  }
}

variable "backup_retention_days" {
  description = "Days that the server can be taken back to any second of."
  type        = number
  default     = 14
  nullable    = false

  validation {
    condition     = var.backup_retention_days >= 7 && var.backup_retention_days <= 35 && floor(var.backup_retention_days) == var.backup_retention_days
    error_message = "backup_retention_days must be a whole number, from 7 to 35."
  }
}

variable "database" {
  description = "Name of the database that clients use. Another name makes another database."
  type        = string
  default     = "app"
  nullable    = false

  validation {
    condition     = can(regex("^(?:[a-z][a-z0-9_]{0,62})$", var.database))
    error_message = "database must be made of lower-case letters, digits and '_', a letter first, at most 63."
  }
}

variable "engine_version" {
  description = "Major version of PostgreSQL; Azure keeps the minor one current. A higher one upgrades the server where it is, which is away meanwhile, has no way back, and needs read_replicas at 0 before. A lower one makes another server."
  type        = string
  default     = "17"
  nullable    = false

  validation {
    condition     = contains(["14", "15", "16", "17"], var.engine_version)
    error_message = "engine_version must be one of 14, 15, 16, 17."
  }
}

variable "extensions" {
  description = "Extensions that CREATE EXTENSION may name."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.extensions) <= 50
    error_message = "extensions must be a collection of at most 50 items."
  }

  validation {
    condition     = alltrue([for item in var.extensions : can(regex("^(?:[a-z][a-z0-9_-]*)$", item))])
    error_message = "extensions must be a list whose items are names of extensions such as pg_stat_statements."
  }
}

variable "geo_redundant_backup" {
  description = "Backups are kept in the paired region as well, where there is one. Changing it makes another server."
  type        = bool
  default     = false
  nullable    = false
}

variable "high_availability" {
  description = "Where a standby is that takes over when the server fails. Regions without zones have same-zone alone."
  type        = string
  default     = "zone-redundant"
  nullable    = false

  validation {
    condition     = contains(["zone-redundant", "same-zone", "none"], var.high_availability)
    error_message = "high_availability must be one of zone-redundant, same-zone, none."
  }
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
  description = "Key of your own that encrypts storage and backups, by its address in Key Vault; Azure's own where left open. Another key makes another server."
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
  description = "Where the server logs to."
  type        = string
  default     = "none"
  nullable    = false

  validation {
    condition     = contains(["none", "log-analytics"], var.logging)
    error_message = "logging must be one of none, log-analytics."
  }
}

variable "maintenance_window" {
  description = "When the hour begins in which Azure may do maintenance, in UTC."
  type        = string
  default     = "sun:03:30"
  nullable    = false

  validation {
    condition     = can(regex("^(?:(mon|tue|wed|thu|fri|sat|sun):([01][0-9]|2[0-3]):[0-5][0-9])$", var.maintenance_window))
    error_message = "maintenance_window must be a time of the week such as sun:03:30."
  }
}

variable "master_username" {
  description = "Name of the user that the password is for. Another name makes another server."
  type        = string
  default     = "app_owner"
  nullable    = false

  validation {
    condition     = can(regex("^(?:[a-z][a-z0-9_]{0,62})$", var.master_username))
    error_message = "master_username must be made of lower-case letters, digits and '_', a letter first, at most 63."
  }
}

variable "metrics" {
  description = "With azure-monitor there are alarms for a server that is away, CPU, memory, storage, connections, and replicas that fall behind."
  type        = string
  default     = "none"
  nullable    = false

  validation {
    condition     = contains(["none", "azure-monitor"], var.metrics)
    error_message = "metrics must be one of none, azure-monitor."
  }
}

variable "more_databases" {
  description = "Names of further databases of the server."
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

variable "parameters" {
  description = "Parameters of PostgreSQL, such as work_mem or shared_preload_libraries. The server is started again for those that want it. TLS is always required."
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

variable "password_secret_id" {
  description = "Secret of Key Vault whose value is the password of master_username, there before the first rollout, for clients that know nothing of Entra. It is read while a rollout runs and kept in no state or plan. Left open, there are no passwords at all."
  type        = string
  default     = null

  validation {
    condition     = var.password_secret_id == null ? true : can(regex("^(?:/subscriptions/[^/]+/resourceGroups/[^/]+/providers/Microsoft\\.KeyVault/vaults/[^/]+/secrets/[A-Za-z0-9-]+)$", var.password_secret_id))
    error_message = "password_secret_id must be the id of a secret, /subscriptions/…/providers/Microsoft.KeyVault/vaults/…/secrets/…."
  }
}

variable "password_version" {
  description = "A higher number has the password read again and set, after it was changed in Key Vault."
  type        = number
  default     = 1
  nullable    = false

  validation {
    condition     = var.password_version >= 1 && var.password_version <= 1000000 && floor(var.password_version) == var.password_version
    error_message = "password_version must be a whole number, from 1 to 1000000."
  }
}

variable "prefix" {
  description = "Prefix of the names of all resources."
  type        = string
  nullable    = false
}

variable "private_dns_zone_ids" {
  description = "Private DNS zones of the network by what they are for, of which postgres is used, whose name ends in postgres.database.azure.com. Another one makes another server."
  type        = map(string)
  nullable    = false

  validation {
    condition     = length(var.private_dns_zone_ids) <= 50
    error_message = "private_dns_zone_ids must be a collection of at most 50 items."
  }
}

variable "read_replicas" {
  description = "Number of copies of the server that can be read from, a moment behind."
  type        = number
  default     = 0
  nullable    = false

  validation {
    condition     = var.read_replicas >= 0 && var.read_replicas <= 5 && floor(var.read_replicas) == var.read_replicas
    error_message = "read_replicas must be a whole number, from 0 to 5."
  }
}

variable "replica_sku_name" {
  description = "Size of the read replicas. Left open, that of the server."
  type        = string
  default     = null

  validation {
    condition     = var.replica_sku_name == null ? true : can(regex("^(?:(B|GP|MO)_Standard_[A-Za-z0-9_]+)$", var.replica_sku_name))
    error_message = "replica_sku_name must be a size of Flexible Servers such as GP_Standard_D4ds_v5."
  }
}

variable "resource_group_name" {
  description = "Resource group that everything is built in."
  type        = string
  nullable    = false
}

variable "restore_server_id" {
  description = "Server that this one is made from, as it was at restore_time. Looked at when it is made, never again."
  type        = string
  default     = null

  validation {
    condition     = var.restore_server_id == null ? true : can(regex("^(?:/subscriptions/[^/]+/resourceGroups/[^/]+/providers/Microsoft\\.DBforPostgreSQL/flexibleServers/[^/]+)$", var.restore_server_id))
    error_message = "restore_server_id must be the id of a Flexible Server."
  }
}

variable "restore_time" {
  description = "Time that restore_server_id is looked at, within its backups."
  type        = string
  default     = null

  validation {
    condition     = var.restore_time == null ? true : can(regex("^(?:[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z)$", var.restore_time))
    error_message = "restore_time must be a time of UTC such as 2026-01-31T12:00:00Z."
  }
}

variable "sku_name" {
  description = "Size of the server. B_ sizes have no standby."
  type        = string
  default     = "GP_Standard_D2ds_v5"
  nullable    = false

  validation {
    condition     = can(regex("^(?:(B|GP|MO)_Standard_[A-Za-z0-9_]+)$", var.sku_name))
    error_message = "sku_name must be a size of Flexible Servers such as GP_Standard_D4ds_v5."
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
  description = "Storage to begin with, in GiB. It grows by itself when little is left, and another number here changes nothing later."
  type        = number
  default     = 64
  nullable    = false

  validation {
    condition     = contains([32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384, 32768], var.storage_gib)
    error_message = "storage_gib must be one of 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384, 32768."
  }
}

variable "subnet_ids" {
  description = "Id of the subnet that the server is in, delegated to Microsoft.DBforPostgreSQL/flexibleServers. Another one makes another server."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(var.subnet_ids) >= 1 && length(var.subnet_ids) <= 1
    error_message = "subnet_ids must be a collection of from 1 to 1 items."
  }

  validation {
    condition     = alltrue([for item in var.subnet_ids : can(regex("^(?:/subscriptions/[^/]+/resourceGroups/[^/]+/providers/Microsoft\\.Network/virtualNetworks/[^/]+/subnets/[^/]+)$", item))])
    error_message = "subnet_ids must be a list whose items are the id of a subnet."
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
