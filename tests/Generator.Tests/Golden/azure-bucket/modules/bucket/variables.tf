# bucket 1.0.0

variable "access_tier" {
  description = "Tier of blobs that nothing was said of."
  type        = string
  default     = "Hot"
  nullable    = false

  validation {
    condition     = contains(["Hot", "Cool", "Cold"], var.access_tier)
    error_message = "access_tier must be one of Hot, Cool, Cold."
  }
}

variable "account_name" {
  description = "Name of the storage account, unique in the whole cloud. Left open, it is made from subscription and deployment. Another name makes another account."
  type        = string
  default     = null

  validation {
    condition     = var.account_name == null ? true : can(regex("^(?:[a-z0-9]{3,24})$", var.account_name))
    error_message = "account_name must be 3 to 24 lower-case letters and digits."
  }
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

variable "allowed_cidrs" {
  description = "Public IPv4 blocks that may connect over the internet. Left empty beside a private endpoint, nobody may."
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

variable "archive_days" {
  description = "Days after which blobs move to archive_tier. Left open, never."
  type        = number
  default     = null

  validation {
    condition     = var.archive_days == null ? true : var.archive_days >= 0 && var.archive_days <= 36500 && floor(var.archive_days) == var.archive_days
    error_message = "archive_days must be a whole number, from 0 to 36500."
  }

  validation {
    condition     = var.archive_days == null ? true : var.expire_days == null ? true : var.archive_days <= var.expire_days
    error_message = "archive_days must be at most expire_days."
  }
}

variable "archive_tier" {
  description = "Where blobs move to after archive_days. What is in Archive takes hours to be read, and none of ZRS, GZRS and RAGZRS has it."
  type        = string
  default     = "Cold"
  nullable    = false

  validation {
    condition     = contains(["Cool", "Cold", "Archive"], var.archive_tier)
    error_message = "archive_tier must be one of Cool, Cold, Archive."
  }
}

variable "bucket_name" {
  description = "Name of the container in the account. Another name makes another container."
  type        = string
  default     = "app"
  nullable    = false

  validation {
    condition     = can(regex("^(?:[a-z0-9](-?[a-z0-9]){2,62})$", var.bucket_name))
    error_message = "bucket_name must be 3 to 63 lower-case letters, digits and single '-', no '-' first or last."
  }
}

variable "deleted_days" {
  description = "Days that deleted blobs and containers can be taken back."
  type        = number
  default     = 14
  nullable    = false

  validation {
    condition     = var.deleted_days >= 1 && var.deleted_days <= 365 && floor(var.deleted_days) == var.deleted_days
    error_message = "deleted_days must be a whole number, from 1 to 365."
  }
}

variable "endpoint_subnet_ids" {
  description = "Id of the subnet that the private endpoint is in. Without one, the account is reached over the internet, by identities that may."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.endpoint_subnet_ids) <= 1
    error_message = "endpoint_subnet_ids must be a collection of at most 1 items."
  }

  validation {
    condition     = alltrue([for item in var.endpoint_subnet_ids : can(regex("^(?:/subscriptions/[^/]+/resourceGroups/[^/]+/providers/Microsoft\\.Network/virtualNetworks/[^/]+/subnets/[^/]+)$", item))])
    error_message = "endpoint_subnet_ids must be a list whose items are the id of a subnet."
  }
}

variable "expire_days" {
  description = "Days after which blobs are deleted. Left open, never."
  type        = number
  default     = null

  validation {
    condition     = var.expire_days == null ? true : var.expire_days >= 1 && var.expire_days <= 36500 && floor(var.expire_days) == var.expire_days
    error_message = "expire_days must be a whole number, from 1 to 36500."
  }
}

variable "infrastructure_encryption" {
  description = "Blobs are encrypted twice, with two keys. Changing it makes another account."
  type        = bool
  default     = false
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
  description = "Key of your own that encrypts the blobs, by its address in Key Vault; Azure's own where left open."
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
  description = "Where every request is recorded."
  type        = string
  default     = "none"
  nullable    = false

  validation {
    condition     = contains(["none", "log-analytics"], var.logging)
    error_message = "logging must be one of none, log-analytics."
  }
}

variable "metrics" {
  description = "With azure-monitor there are alarms for an account that answers too few requests."
  type        = string
  default     = "none"
  nullable    = false

  validation {
    condition     = contains(["none", "azure-monitor"], var.metrics)
    error_message = "metrics must be one of none, azure-monitor."
  }
}

variable "old_version_days" {
  description = "Days that old versions are kept."
  type        = number
  default     = 90
  nullable    = false

  validation {
    condition     = var.old_version_days >= 1 && var.old_version_days <= 36500 && floor(var.old_version_days) == var.old_version_days
    error_message = "old_version_days must be a whole number, from 1 to 36500."
  }
}

variable "prefix" {
  description = "Prefix of the names of all resources."
  type        = string
  nullable    = false
}

variable "private_dns_zone_ids" {
  description = "Private DNS zones of the network by what they are for, of which blob is used. Without it, nobody enters the endpoint's name; a policy of the organisation may."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = length(var.private_dns_zone_ids) <= 50
    error_message = "private_dns_zone_ids must be a collection of at most 50 items."
  }
}

variable "reader_principal_ids" {
  description = "Users, groups and identities beyond the deployment's own that may list and read, by object id."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.reader_principal_ids) <= 20
    error_message = "reader_principal_ids must be a collection of at most 20 items."
  }

  validation {
    condition     = alltrue([for item in var.reader_principal_ids : can(regex("^(?:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$", item))])
    error_message = "reader_principal_ids must be a list whose items are the object id of a user, a group or an identity."
  }
}

variable "replication" {
  description = "Where copies are kept. LRS in one zone, ZRS in three, GRS and GZRS in another region as well, RAGRS and RAGZRS there to be read."
  type        = string
  default     = "ZRS"
  nullable    = false

  validation {
    condition     = contains(["LRS", "ZRS", "GRS", "GZRS", "RAGRS", "RAGZRS"], var.replication)
    error_message = "replication must be one of LRS, ZRS, GRS, GZRS, RAGRS, RAGZRS."
  }
}

variable "resource_group_name" {
  description = "Resource group that everything is built in."
  type        = string
  nullable    = false
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

variable "versioning" {
  description = "Overwritten and deleted blobs are kept as old versions."
  type        = bool
  default     = true
  nullable    = false
}

variable "writer_principal_ids" {
  description = "Users, groups and identities beyond the deployment's own that may list, read, write and delete, by object id."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.writer_principal_ids) <= 20
    error_message = "writer_principal_ids must be a collection of at most 20 items."
  }

  validation {
    condition     = alltrue([for item in var.writer_principal_ids : can(regex("^(?:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$", item))])
    error_message = "writer_principal_ids must be a list whose items are the object id of a user, a group or an identity."
  }
}
