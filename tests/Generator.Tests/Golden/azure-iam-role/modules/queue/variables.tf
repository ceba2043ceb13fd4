# queue 1.0.0

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

variable "alarm_messages" {
  description = "Number of waiting messages that is alarming."
  type        = number
  default     = 1000
  nullable    = false

  validation {
    condition     = var.alarm_messages >= 1 && var.alarm_messages <= 10000000 && floor(var.alarm_messages) == var.alarm_messages
    error_message = "alarm_messages must be a whole number, from 1 to 10000000."
  }
}

variable "dead_letter_expired" {
  description = "Messages that were kept too long are put aside as well, not lost."
  type        = bool
  default     = true
  nullable    = false
}

variable "deduplication_hours" {
  description = "Messages of the same id within so many hours are one. Left open, all are taken; opening or closing it makes another queue."
  type        = number
  default     = null

  validation {
    condition     = var.deduplication_hours == null ? true : var.deduplication_hours >= 1 && var.deduplication_hours <= 168 && floor(var.deduplication_hours) == var.deduplication_hours
    error_message = "deduplication_hours must be a whole number, from 1 to 168."
  }
}

variable "endpoint_subnet_ids" {
  description = "Id of the subnet that the private endpoint is in. Premium alone has one; a Standard namespace is reached over the internet, by identities that may."
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

variable "fifo" {
  description = "Messages keep their order within their session, which senders and receivers must name. Changing it makes another queue."
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
  description = "Key of your own that encrypts the messages of a Premium namespace, by its address in Key Vault; Azure's own where left open. Taking it away makes another namespace."
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
  description = "Where operations on the namespace and what could not connect are recorded."
  type        = string
  default     = "none"
  nullable    = false

  validation {
    condition     = contains(["none", "log-analytics"], var.logging)
    error_message = "logging must be one of none, log-analytics."
  }
}

variable "max_message_kib" {
  description = "Size of the largest message in KiB. Standard takes 256, whatever is said here."
  type        = number
  default     = 1024
  nullable    = false

  validation {
    condition     = var.max_message_kib >= 1024 && var.max_message_kib <= 102400 && floor(var.max_message_kib) == var.max_message_kib
    error_message = "max_message_kib must be a whole number, from 1024 to 102400."
  }
}

variable "max_receive_count" {
  description = "Times that a message is received before it is put aside as one that nobody can handle."
  type        = number
  default     = 5
  nullable    = false

  validation {
    condition     = var.max_receive_count >= 1 && var.max_receive_count <= 2000 && floor(var.max_receive_count) == var.max_receive_count
    error_message = "max_receive_count must be a whole number, from 1 to 2000."
  }
}

variable "max_size_gib" {
  description = "What the queue holds, in GiB."
  type        = number
  default     = 5
  nullable    = false

  validation {
    condition     = contains([1, 2, 3, 4, 5, 10, 20, 40, 80], var.max_size_gib)
    error_message = "max_size_gib must be one of 1, 2, 3, 4, 5, 10, 20, 40, 80."
  }
}

variable "messaging_units" {
  description = "Capacity of a Premium namespace."
  type        = number
  default     = 1
  nullable    = false

  validation {
    condition     = contains([1, 2, 4, 8, 16], var.messaging_units)
    error_message = "messaging_units must be one of 1, 2, 4, 8, 16."
  }
}

variable "metrics" {
  description = "With azure-monitor there are alarms for messages that pile up and for those that nobody could handle."
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
  description = "Private DNS zones of the network by what they are for, of which servicebus is used. Without it, nobody enters the endpoint's name; a policy of the organisation may."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = length(var.private_dns_zone_ids) <= 50
    error_message = "private_dns_zone_ids must be a collection of at most 50 items."
  }
}

variable "queue_name" {
  description = "Name of the queue in the namespace. Another name makes another queue."
  type        = string
  default     = "app"
  nullable    = false

  validation {
    condition     = can(regex("^(?:[a-z0-9]([a-z0-9._-]*[a-z0-9])?)$", var.queue_name))
    error_message = "queue_name must be made of lower-case letters, digits and . _ -, a letter or digit first and last."
  }
}

variable "receiver_principal_ids" {
  description = "Users, groups and identities beyond the deployment's own that may receive, by object id."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.receiver_principal_ids) <= 20
    error_message = "receiver_principal_ids must be a collection of at most 20 items."
  }

  validation {
    condition     = alltrue([for item in var.receiver_principal_ids : can(regex("^(?:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$", item))])
    error_message = "receiver_principal_ids must be a list whose items are the object id of a user, a group or an identity."
  }
}

variable "resource_group_name" {
  description = "Resource group that everything is built in."
  type        = string
  nullable    = false
}

variable "retention_days" {
  description = "Days that a message is kept."
  type        = number
  default     = 4
  nullable    = false

  validation {
    condition     = var.retention_days >= 1 && var.retention_days <= 365 && floor(var.retention_days) == var.retention_days
    error_message = "retention_days must be a whole number, from 1 to 365."
  }
}

variable "sender_principal_ids" {
  description = "Users, groups and identities beyond the deployment's own that may send, by object id."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.sender_principal_ids) <= 20
    error_message = "sender_principal_ids must be a collection of at most 20 items."
  }

  validation {
    condition     = alltrue([for item in var.sender_principal_ids : can(regex("^(?:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$", item))])
    error_message = "sender_principal_ids must be a list whose items are the object id of a user, a group or an identity."
  }
}

variable "sku" {
  description = "Tier of the namespace. Premium has capacity of its own, zones, a private endpoint and large messages. Changing it makes another namespace."
  type        = string
  default     = "Standard"
  nullable    = false

  validation {
    condition     = contains(["Standard", "Premium"], var.sku)
    error_message = "sku must be one of Standard, Premium."
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

variable "visibility_timeout_seconds" {
  description = "Seconds that a received message is kept from other receivers. A receiver that needs longer renews it."
  type        = number
  default     = 60
  nullable    = false

  validation {
    condition     = var.visibility_timeout_seconds >= 5 && var.visibility_timeout_seconds <= 300 && floor(var.visibility_timeout_seconds) == var.visibility_timeout_seconds
    error_message = "visibility_timeout_seconds must be a whole number, from 5 to 300."
  }
}
