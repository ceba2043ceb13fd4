# static-site 1.0.0

variable "app_settings" {
  description = "Environment of the site's functions. No secrets."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = length(var.app_settings) <= 100
    error_message = "app_settings must be a collection of at most 100 items."
  }

  validation {
    condition     = alltrue([for key in keys(var.app_settings) : can(regex("^(?:[A-Za-z_][A-Za-z0-9_]*)$", key))])
    error_message = "app_settings must be a map whose keys are made of letters, digits and '_'."
  }
}

variable "configuration_file" {
  description = "A staticwebapp.config.json among the files says what routes, headers and pages for errors there are."
  type        = bool
  default     = true
  nullable    = false
}

variable "domain_names" {
  description = "Names that the site has, besides Azure's own. Each must be a CNAME of it, which zone_name can write."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.domain_names) <= 5
    error_message = "domain_names must be a collection of at most 5 items."
  }

  validation {
    condition     = alltrue([for item in var.domain_names : can(regex("^(?:([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.){2,}[a-z0-9-]{2,63})$", item))])
    error_message = "domain_names must be a list whose items are a domain name below a zone's own, such as www.example.com, in lower case."
  }
}

variable "location" {
  description = "Region of the resources."
  type        = string
  nullable    = false
}

variable "prefix" {
  description = "Prefix of the names of all resources."
  type        = string
  nullable    = false
}

variable "previews" {
  description = "Branches and pull requests get sites of their own, which anybody can see who knows their names."
  type        = bool
  default     = false
  nullable    = false
}

variable "resource_group_name" {
  description = "Resource group of the resources."
  type        = string
  nullable    = false
}

variable "site_location" {
  description = "Region that the site is managed in, and its functions run in; files are served everywhere. Static Web Apps has these regions alone."
  type        = string
  default     = "westeurope"
  nullable    = false

  validation {
    condition     = contains(["centralus", "eastasia", "eastus2", "westeurope", "westus2"], var.site_location)
    error_message = "site_location must be one of centralus, eastasia, eastus2, westeurope, westus2."
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

variable "tier" {
  description = "What the site may do. Free has no agreement on its availability, two domain names and no private network."
  type        = string
  default     = "Standard"
  nullable    = false

  validation {
    condition     = contains(["Free", "Standard"], var.tier)
    error_message = "tier must be one of Free, Standard."
  }
}

variable "zone_name" {
  description = "Zone of Azure DNS that domain_names are written to. Left open, somebody else points them at the site before they are added."
  type        = string
  default     = null

  validation {
    condition     = var.zone_name == null ? true : can(regex("^(?:([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9])?\\.)+[a-z0-9-]{2,63})$", var.zone_name))
    error_message = "zone_name must be a domain name such as example.com, in lower case."
  }
}

variable "zone_resource_group_name" {
  description = "Resource group of the zone."
  type        = string
  default     = null

  validation {
    condition     = var.zone_resource_group_name == null ? true : can(regex("^(?:[A-Za-z0-9_().-]*[A-Za-z0-9_()-])$", var.zone_resource_group_name))
    error_message = "zone_resource_group_name must be the name of a resource group."
  }
}
