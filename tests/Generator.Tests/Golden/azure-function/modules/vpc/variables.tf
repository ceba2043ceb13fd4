# vpc 1.0.0

variable "cidr" {
  description = "IPv4 block of the network. Half of it is private, a quarter is for container apps, and functions, databases, private endpoints and the public gateway have a sixteenth each."
  type        = string
  nullable    = false

  validation {
    condition     = try(cidrsubnet(var.cidr, 0, 0) == var.cidr && tonumber(split("/", var.cidr)[1]) >= 8 && tonumber(split("/", var.cidr)[1]) <= 22, false)
    error_message = "cidr must be an IPv4 block with a prefix from /8 to /22 and no bits set beyond it."
  }
}

variable "ddos_protection_plan_id" {
  description = "Id of a plan that protects the network's public addresses."
  type        = string
  default     = null

  validation {
    condition     = var.ddos_protection_plan_id == null ? true : can(regex("^(?:/subscriptions/[^/]+/resourceGroups/[^/]+/providers/Microsoft.Network/ddosProtectionPlans/[^/]+)$", var.ddos_protection_plan_id))
    error_message = "ddos_protection_plan_id must be the id of a DDoS protection plan."
  }
}

variable "dns_servers" {
  description = "DNS servers of your own; Azure's where the list is empty."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.dns_servers) <= 10
    error_message = "dns_servers must be a collection of at most 10 items."
  }

  validation {
    condition     = alltrue([for item in var.dns_servers : can(regex("^(?:[0-9]{1,3}(\\.[0-9]{1,3}){3})$", item))])
    error_message = "dns_servers must be a list whose items are an IPv4 address."
  }
}

variable "flow_log_retention_days" {
  description = "Days that flow logs are kept in the storage account."
  type        = number
  default     = 90
  nullable    = false

  validation {
    condition     = var.flow_log_retention_days >= 1 && var.flow_log_retention_days <= 365 && floor(var.flow_log_retention_days) == var.flow_log_retention_days
    error_message = "flow_log_retention_days must be a whole number, from 1 to 365."
  }
}

variable "location" {
  description = "Region of the resources."
  type        = string
  nullable    = false
}

variable "log_analytics_workspace_customer_id" {
  description = "The same workspace's own number, by which traffic analytics knows it; the module log-group tells it."
  type        = string
  default     = null

  validation {
    condition     = var.log_analytics_workspace_customer_id == null ? true : can(regex("^(?:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$", var.log_analytics_workspace_customer_id))
    error_message = "log_analytics_workspace_customer_id must be the number of a workspace, a GUID."
  }
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

variable "nat_gateways" {
  description = "How private machines, container apps and functions reach the Internet. By one gateway (single), or not at all (none)."
  type        = string
  default     = "single"
  nullable    = false

  validation {
    condition     = contains(["single", "none"], var.nat_gateways)
    error_message = "nat_gateways must be one of single, none."
  }
}

variable "nat_zone" {
  description = "Availability zone of the NAT gateway and its address; left open, Azure places the gateway, and the address is in all zones."
  type        = string
  default     = null

  validation {
    condition     = var.nat_zone == null ? true : contains(["1", "2", "3"], var.nat_zone)
    error_message = "nat_zone must be one of 1, 2, 3."
  }
}

variable "network_watcher_name" {
  description = "Network watcher of the region; the one that Azure makes by itself, where left open."
  type        = string
  default     = null

  validation {
    condition     = var.network_watcher_name == null ? true : can(regex("^(?:[A-Za-z0-9][A-Za-z0-9_.-]*)$", var.network_watcher_name))
    error_message = "network_watcher_name must be the name of a network watcher."
  }
}

variable "network_watcher_resource_group" {
  description = "Resource group of the network watcher."
  type        = string
  default     = "NetworkWatcherRG"
  nullable    = false

  validation {
    condition     = can(regex("^(?:[A-Za-z0-9_().-]*[A-Za-z0-9_()-])$", var.network_watcher_resource_group))
    error_message = "network_watcher_resource_group must be the name of a resource group."
  }
}

variable "prefix" {
  description = "Prefix of the names of all resources."
  type        = string
  nullable    = false
}

variable "private_dns_zones" {
  description = "Services whose private endpoints are found by their usual names in the network. A module with private endpoints needs the zone of its service."
  type        = list(string)
  default     = ["blob", "postgres", "redis-enterprise", "registry", "servicebus", "vault"]
  nullable    = false

  validation {
    condition     = length(var.private_dns_zones) <= 100
    error_message = "private_dns_zones must be a collection of at most 100 items."
  }

  validation {
    condition     = alltrue([for item in var.private_dns_zones : contains(["blob", "file", "postgres", "queue", "redis", "redis-enterprise", "registry", "servicebus", "table", "vault", "websites"], item)])
    error_message = "private_dns_zones must be a list whose items are one of blob, file, postgres, queue, redis, redis-enterprise, registry, servicebus, table, vault, websites."
  }
}

variable "resource_group_name" {
  description = "Resource group of the resources."
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
