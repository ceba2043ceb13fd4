# container-environment 1.0.0

variable "app_subnet_ids" {
  description = "Id of the subnet of the environment, which is delegated to Microsoft.App/environments and has no other environment in it."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(var.app_subnet_ids) >= 1 && length(var.app_subnet_ids) <= 1
    error_message = "app_subnet_ids must be a collection of from 1 to 1 items."
  }

  validation {
    condition     = alltrue([for item in var.app_subnet_ids : can(regex("^(?:/subscriptions/[^/]+/resourceGroups/[^/]+/providers/Microsoft.Network/virtualNetworks/[^/]+/subnets/[^/]+)$", item))])
    error_message = "app_subnet_ids must be a list whose items are the id of a subnet."
  }
}

variable "client_cidrs" {
  description = "IPv4 blocks that may call a public environment. For everybody, say so here with 0.0.0.0/0."
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

variable "dedicated_max_count" {
  description = "Most machines of the profile 'dedicated'."
  type        = number
  default     = 3
  nullable    = false

  validation {
    condition     = var.dedicated_max_count >= 1 && var.dedicated_max_count <= 100 && floor(var.dedicated_max_count) == var.dedicated_max_count
    error_message = "dedicated_max_count must be a whole number, from 1 to 100."
  }
}

variable "dedicated_min_count" {
  description = "Fewest machines of the profile 'dedicated'."
  type        = number
  default     = 1
  nullable    = false

  validation {
    condition     = var.dedicated_min_count >= 0 && var.dedicated_min_count <= 100 && floor(var.dedicated_min_count) == var.dedicated_min_count
    error_message = "dedicated_min_count must be a whole number, from 0 to 100."
  }

  validation {
    condition     = var.dedicated_min_count <= var.dedicated_max_count
    error_message = "dedicated_min_count must be at most dedicated_max_count."
  }
}

variable "dedicated_profile" {
  description = "Machines of your own that apps can ask for, by their kind, as the workload profile 'dedicated'."
  type        = string
  default     = null

  validation {
    condition     = var.dedicated_profile == null ? true : contains(["D4", "D8", "D16", "D32", "E4", "E8", "E16", "E32"], var.dedicated_profile)
    error_message = "dedicated_profile must be one of D4, D8, D16, D32, E4, E8, E16, E32."
  }
}

variable "load_balancer" {
  description = "Who can reach what the environment publishes. The network (internal), or the Internet (public). Changing it makes another environment."
  type        = string
  default     = "internal"
  nullable    = false

  validation {
    condition     = contains(["internal", "public"], var.load_balancer)
    error_message = "load_balancer must be one of internal, public."
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

variable "mutual_tls" {
  description = "Apps of the environment show each other certificates."
  type        = bool
  default     = false
  nullable    = false
}

variable "prefix" {
  description = "Prefix of the names of all resources."
  type        = string
  nullable    = false
}

variable "resource_group_name" {
  description = "Resource group of the resources."
  type        = string
  nullable    = false
}

variable "sampling_percent" {
  description = "Share of the traces that is kept."
  type        = number
  default     = 100
  nullable    = false

  validation {
    condition     = var.sampling_percent >= 1 && var.sampling_percent <= 100
    error_message = "sampling_percent must be from 1 to 100."
  }
}

variable "security_group_names" {
  description = "Names of the subnets' security groups by subnet; that of 'apps' lets the clients of a public environment in."
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

variable "tracing" {
  description = "Who collects traces. Needs a Log Analytics workspace, as logging does."
  type        = string
  default     = "none"
  nullable    = false

  validation {
    condition     = contains(["none", "application-insights"], var.tracing)
    error_message = "tracing must be one of none, application-insights."
  }
}

variable "vpc_id" {
  description = "Id of the network."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^(?:/subscriptions/[^/]+/resourceGroups/[^/]+/providers/Microsoft.Network/virtualNetworks/[^/]+)$", var.vpc_id))
    error_message = "vpc_id must be the id of a virtual network."
  }
}

variable "zone_redundant" {
  description = "Apps are spread over the region's availability zones; some regions have none. Changing it makes another environment."
  type        = bool
  default     = true
  nullable    = false
}
