# load-balancer 1.0.0

variable "action_group_ids" {
  description = "Action groups that are told when an alarm begins and ends; the module log-group tells its own."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.action_group_ids) <= 5
    error_message = "action_group_ids must be a collection of at most 5 items."
  }
}

variable "alarm_errors" {
  description = "Answers of 500 to 599 in five minutes that are alarming."
  type        = number
  default     = 50
  nullable    = false

  validation {
    condition     = var.alarm_errors >= 1 && var.alarm_errors <= 1000000 && floor(var.alarm_errors) == var.alarm_errors
    error_message = "alarm_errors must be a whole number, from 1 to 1000000."
  }
}

variable "certificate_secret_id" {
  description = "Certificate for HTTPS in a Key Vault, as the id of its secret without a version, so that it is renewed by itself. Plain HTTP is then redirected; without one, HTTP is all there is."
  type        = string
  default     = null

  validation {
    condition     = var.certificate_secret_id == null ? true : can(regex("^(?:https://[a-z0-9-]+\\.vault\\.[a-z.]+/secrets/[A-Za-z0-9-]{1,127})$", var.certificate_secret_id))
    error_message = "certificate_secret_id must be the id of a Key Vault's secret without a version."
  }
}

variable "certificate_vault_id" {
  description = "Vault of the certificate, which the gateway's identity is let read."
  type        = string
  default     = null

  validation {
    condition     = var.certificate_vault_id == null ? true : can(regex("^(?:/subscriptions/[^/]+/resourceGroups/[^/]+/providers/Microsoft.KeyVault/vaults/[^/]+)$", var.certificate_vault_id))
    error_message = "certificate_vault_id must be the id of a Key Vault."
  }
}

variable "client_cidrs" {
  description = "IPv4 blocks that may call. For everybody, say so here with 0.0.0.0/0."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(var.client_cidrs) >= 1 && length(var.client_cidrs) <= 50
    error_message = "client_cidrs must be a collection of from 1 to 50 items."
  }

  validation {
    condition     = alltrue([for item in var.client_cidrs : try(cidrsubnet(item, 0, 0) == item && tonumber(split("/", item)[1]) >= 0 && tonumber(split("/", item)[1]) <= 32, false)])
    error_message = "client_cidrs must be a list whose items are an IPv4 block with a prefix from /0 to /32 and no bits set beyond it."
  }
}

variable "drain_seconds" {
  description = "Seconds that a target that leaves still gets to finish requests."
  type        = number
  default     = 30
  nullable    = false

  validation {
    condition     = var.drain_seconds >= 1 && var.drain_seconds <= 3600 && floor(var.drain_seconds) == var.drain_seconds
    error_message = "drain_seconds must be a whole number, from 1 to 3600."
  }
}

variable "firewall_mode" {
  description = "What the firewall does with a request that looks like an attack. Turn it away (Prevention), or only tell of it (Detection)."
  type        = string
  default     = "Prevention"
  nullable    = false

  validation {
    condition     = contains(["Prevention", "Detection"], var.firewall_mode)
    error_message = "firewall_mode must be one of Prevention, Detection."
  }
}

variable "health_check_path" {
  description = "Path that answers 200 to 399 when a target is healthy."
  type        = string
  default     = "/"
  nullable    = false

  validation {
    condition     = can(regex("^(?:/[A-Za-z0-9._~!$&'()*+,;=:@%/?-]*)$", var.health_check_path))
    error_message = "health_check_path must be a path that begins with /."
  }
}

variable "location" {
  description = "Region of the resources."
  type        = string
  nullable    = false
}

variable "log_analytics_workspace_id" {
  description = "Id of the workspace that logs go to; the module log-group tells it."
  type        = string
  default     = null

  validation {
    condition     = var.log_analytics_workspace_id == null ? true : can(regex("^(?:/subscriptions/[^/]+/resourceGroups/[^/]+/providers/Microsoft.OperationalInsights/workspaces/[^/]+)$", var.log_analytics_workspace_id))
    error_message = "log_analytics_workspace_id must be the id of a Log Analytics workspace."
  }
}

variable "logging" {
  description = "Where logs go. Needs the module log-group, or log_analytics_workspace_id."
  type        = string
  default     = "none"
  nullable    = false

  validation {
    condition     = contains(["none", "log-analytics"], var.logging)
    error_message = "logging must be one of none, log-analytics."
  }
}

variable "max_capacity" {
  description = "Most instances of the gateway."
  type        = number
  default     = 10
  nullable    = false

  validation {
    condition     = var.max_capacity >= 2 && var.max_capacity <= 125 && floor(var.max_capacity) == var.max_capacity
    error_message = "max_capacity must be a whole number, from 2 to 125."
  }
}

variable "metrics" {
  description = "With azure-monitor there are alarms."
  type        = string
  default     = "none"
  nullable    = false

  validation {
    condition     = contains(["none", "azure-monitor"], var.metrics)
    error_message = "metrics must be one of none, azure-monitor."
  }
}

variable "min_capacity" {
  description = "Fewest instances of the gateway."
  type        = number
  default     = 2
  nullable    = false

  validation {
    condition     = var.min_capacity >= 0 && var.min_capacity <= 100 && floor(var.min_capacity) == var.min_capacity
    error_message = "min_capacity must be a whole number, from 0 to 100."
  }

  validation {
    condition     = var.min_capacity <= var.max_capacity
    error_message = "min_capacity must be at most max_capacity."
  }
}

variable "prefix" {
  description = "Prefix of the names of all resources."
  type        = string
  nullable    = false
}

variable "private_ip_address" {
  description = "Address in the gateway's subnet that clients call where it is not public."
  type        = string
  default     = null

  validation {
    condition     = var.private_ip_address == null ? true : can(regex("^(?:[0-9]{1,3}(\\.[0-9]{1,3}){3})$", var.private_ip_address))
    error_message = "private_ip_address must be an IPv4 address."
  }
}

variable "public" {
  description = "Clients call the gateway's public address. Otherwise they call private_ip_address, and the public one, which every gateway has, answers nobody."
  type        = bool
  default     = true
  nullable    = false
}

variable "public_subnet_ids" {
  description = "Id of the gateway's subnet, which holds nothing else."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(var.public_subnet_ids) >= 1 && length(var.public_subnet_ids) <= 1
    error_message = "public_subnet_ids must be a collection of from 1 to 1 items."
  }

  validation {
    condition     = alltrue([for item in var.public_subnet_ids : can(regex("^(?:/subscriptions/[^/]+/resourceGroups/[^/]+/providers/Microsoft.Network/virtualNetworks/[^/]+/subnets/[^/]+)$", item))])
    error_message = "public_subnet_ids must be a list whose items are the id of a subnet."
  }
}

variable "request_timeout_seconds" {
  description = "Seconds that a target may take to answer."
  type        = number
  default     = 60
  nullable    = false

  validation {
    condition     = var.request_timeout_seconds >= 1 && var.request_timeout_seconds <= 86400 && floor(var.request_timeout_seconds) == var.request_timeout_seconds
    error_message = "request_timeout_seconds must be a whole number, from 1 to 86400."
  }
}

variable "resource_group_name" {
  description = "Resource group of the resources."
  type        = string
  nullable    = false
}

variable "security_group_names" {
  description = "Names of the subnets' security groups by subnet; that of 'public' lets clients in."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = length(var.security_group_names) <= 100
    error_message = "security_group_names must be a collection of at most 100 items."
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

variable "target_addresses" {
  description = "Addresses of the targets, where they have no names."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.target_addresses) <= 1000
    error_message = "target_addresses must be a collection of at most 1000 items."
  }

  validation {
    condition     = alltrue([for item in var.target_addresses : can(regex("^(?:[0-9]{1,3}(\\.[0-9]{1,3}){3})$", item))])
    error_message = "target_addresses must be a list whose items are an IPv4 address."
  }
}

variable "target_host_names" {
  description = "Host names of the targets, which are called by these names; the module container-app tells its own."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.target_host_names) <= 100
    error_message = "target_host_names must be a collection of at most 100 items."
  }
}

variable "target_port" {
  description = "Port of the targets."
  type        = number
  default     = 443
  nullable    = false

  validation {
    condition     = var.target_port >= 1 && var.target_port <= 65535 && floor(var.target_port) == var.target_port
    error_message = "target_port must be a whole number, from 1 to 65535."
  }
}

variable "target_protocol" {
  description = "How targets are called."
  type        = string
  default     = "HTTPS"
  nullable    = false

  validation {
    condition     = contains(["HTTP", "HTTPS"], var.target_protocol)
    error_message = "target_protocol must be one of HTTP, HTTPS."
  }
}

variable "zones" {
  description = "Availability zones that the gateway is spread over; none in regions without them. Others make another gateway."
  type        = list(string)
  default     = ["1", "2", "3"]
  nullable    = false

  validation {
    condition     = length(var.zones) <= 3
    error_message = "zones must be a collection of at most 3 items."
  }

  validation {
    condition     = alltrue([for item in var.zones : contains(["1", "2", "3"], item)])
    error_message = "zones must be a list whose items are one of 1, 2, 3."
  }
}
