# secret 1.0.0

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
  description = "Public IPv4 blocks that may connect over the internet. Left empty beside a private endpoint, nobody may, whoever puts values in included."
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

variable "endpoint_subnet_ids" {
  description = "Id of the subnet that the private endpoint is in. Without one, the vault is reached over the internet, by identities that may."
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

variable "hardware_protection" {
  description = "Keys of the vault are kept in hardware (the tier premium)."
  type        = bool
  default     = false
  nullable    = false
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
  description = "Where every access to the vault is recorded."
  type        = string
  default     = "none"
  nullable    = false

  validation {
    condition     = contains(["none", "log-analytics"], var.logging)
    error_message = "logging must be one of none, log-analytics."
  }
}

variable "metrics" {
  description = "With azure-monitor there are alarms for a vault that answers too few requests."
  type        = string
  default     = "none"
  nullable    = false

  validation {
    condition     = contains(["none", "azure-monitor"], var.metrics)
    error_message = "metrics must be one of none, azure-monitor."
  }
}

variable "more_variables" {
  description = "Further variables that take a secret each, of the variable's name in small letters with - for _."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.more_variables) <= 50
    error_message = "more_variables must be a collection of at most 50 items."
  }

  validation {
    condition     = alltrue([for item in var.more_variables : can(regex("^(?:[A-Za-z][A-Za-z0-9]*(_[A-Za-z0-9]+)*)$", item))])
    error_message = "more_variables must be a list whose items are made of letters, digits and single '_', a letter first, no '_' last."
  }
}

variable "prefix" {
  description = "Prefix of the names of all resources."
  type        = string
  nullable    = false
}

variable "private_dns_zone_ids" {
  description = "Private DNS zones of the network by what they are for, of which vault is used. Without it, nobody enters the endpoint's name; a policy of the organisation may."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = length(var.private_dns_zone_ids) <= 50
    error_message = "private_dns_zone_ids must be a collection of at most 50 items."
  }
}

variable "reader_principal_ids" {
  description = "Users, groups and identities beyond the deployment's own that may read the secrets, by object id."
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

variable "recovery_days" {
  description = "Days that a deleted vault or secret can be taken back, and that its name stays taken. Another number makes another vault."
  type        = number
  default     = 90
  nullable    = false

  validation {
    condition     = var.recovery_days >= 7 && var.recovery_days <= 90 && floor(var.recovery_days) == var.recovery_days
    error_message = "recovery_days must be a whole number, from 7 to 90."
  }
}

variable "resource_group_name" {
  description = "Resource group that everything is built in."
  type        = string
  nullable    = false
}

variable "secret_name" {
  description = "Name of the secret, under which its value is put into the vault."
  type        = string
  default     = "app"
  nullable    = false

  validation {
    condition     = can(regex("^(?:[a-z0-9][a-z0-9-]{0,126})$", var.secret_name))
    error_message = "secret_name must be made of lower-case letters, digits and '-', a letter or digit first, at most 127."
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

variable "variable" {
  description = "Variable of a service's environment that takes the secret."
  type        = string
  default     = "APP_SECRET"
  nullable    = false

  validation {
    condition     = can(regex("^(?:[A-Za-z_][A-Za-z0-9_]*)$", var.variable))
    error_message = "variable must be made of letters, digits and '_'."
  }
}

variable "vault_name" {
  description = "Name of the vault, unique in the whole cloud. Left open, it is made from subscription and deployment. Another name makes another vault."
  type        = string
  default     = null

  validation {
    condition     = var.vault_name == null ? true : can(regex("^(?:[A-Za-z](-?[A-Za-z0-9]){2,23})$", var.vault_name))
    error_message = "vault_name must be 3 to 24 letters, digits and single '-', a letter first, no '-' last."
  }
}

variable "writer_principal_ids" {
  description = "Users, groups and identities beyond the deployment's own that may read the secrets and put values in, by object id."
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
