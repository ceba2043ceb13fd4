# What the parameter file sets.

variable "deployment_id" {
  description = "Id of the deployment."
  type        = string
  nullable    = false
}

variable "environment" {
  description = "Name of the environment."
  type        = string
  nullable    = false
}

variable "labels" {
  description = "Labels of the deployment, put on everything that takes tags."
  type        = map(string)
  nullable    = false
}

variable "azure_location" {
  description = "Region that everything is built in."
  type        = string
  nullable    = false

  validation {
    condition     = contains(["australiacentral", "australiaeast", "australiasoutheast", "austriaeast", "belgiumcentral", "brazilsouth", "canadacentral", "canadaeast", "centralindia", "centralus", "chilecentral", "denmarkeast", "eastasia", "eastus", "eastus2", "francecentral", "germanywestcentral", "indonesiacentral", "israelcentral", "italynorth", "japaneast", "japanwest", "koreacentral", "koreasouth", "malaysiawest", "mexicocentral", "newzealandnorth", "northcentralus", "northeurope", "norwayeast", "polandcentral", "qatarcentral", "southafricanorth", "southcentralus", "southeastasia", "southindia", "spaincentral", "swedencentral", "switzerlandnorth", "switzerlandwest", "uaenorth", "uksouth", "ukwest", "westcentralus", "westeurope", "westindia", "westus", "westus2", "westus3"], var.azure_location)
    error_message = "azure_location must be one of australiacentral, australiaeast, australiasoutheast, austriaeast, belgiumcentral, brazilsouth, canadacentral, canadaeast, centralindia, centralus, chilecentral, denmarkeast, eastasia, eastus, eastus2, francecentral, germanywestcentral, indonesiacentral, israelcentral, italynorth, japaneast, japanwest, koreacentral, koreasouth, malaysiawest, mexicocentral, newzealandnorth, northcentralus, northeurope, norwayeast, polandcentral, qatarcentral, southafricanorth, southcentralus, southeastasia, southindia, spaincentral, swedencentral, switzerlandnorth, switzerlandwest, uaenorth, uksouth, ukwest, westcentralus, westeurope, westindia, westus, westus2, westus3."
  }
}

variable "azure_resource_group" {
  description = "Resource group that is there already, for everything that is built. Left open, the deployment makes one of its own."
  type        = string
  default     = null

  validation {
    condition     = var.azure_resource_group == null ? true : can(regex("^(?:[A-Za-z0-9_().-]*[A-Za-z0-9_()-])$", var.azure_resource_group))
    error_message = "azure_resource_group must be the name of a resource group."
  }
}

variable "azure_subscription_id" {
  description = "Subscription that everything is built in; the environment variable ARM_SUBSCRIPTION_ID says it where this is left open."
  type        = string
  default     = null

  validation {
    condition     = var.azure_subscription_id == null ? true : can(regex("^(?:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$", var.azure_subscription_id))
    error_message = "azure_subscription_id must be the id of a subscription, such as 11111111-2222-3333-4444-555555555555."
  }
}

variable "web_roles" {
  description = "What else the container may do in Azure: names of roles, each with what it is given on."
  type        = map(string)
  nullable    = false

  validation {
    condition     = length(var.web_roles) <= 20
    error_message = "web_roles must be a collection of at most 20 items."
  }

  validation {
    condition     = alltrue([for value in values(var.web_roles) : can(regex("^(?:/.+)$", value))])
    error_message = "web_roles must be a map whose values are the id of a resource, group or subscription."
  }
}
