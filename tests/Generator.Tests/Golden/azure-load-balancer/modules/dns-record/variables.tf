# dns-record 1.0.0

variable "alias_resource_ids" {
  description = "Id of a public address that the record is another name for, one at most; the module load-balancer tells it."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.alias_resource_ids) <= 1
    error_message = "alias_resource_ids must be a collection of at most 1 items."
  }
}

variable "record_name" {
  description = "Full name of the record, which is the zone's or ends in it."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^(?:(\\*\\.)?([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9])?\\.)+[a-z0-9-]{2,63})$", var.record_name))
    error_message = "record_name must be a domain name such as api.example.com, in lower case."
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

variable "ttl_seconds" {
  description = "Seconds that others may remember the values for."
  type        = number
  default     = 300
  nullable    = false

  validation {
    condition     = var.ttl_seconds >= 1 && var.ttl_seconds <= 604800 && floor(var.ttl_seconds) == var.ttl_seconds
    error_message = "ttl_seconds must be a whole number, from 1 to 604800."
  }
}

variable "type" {
  description = "Type of the record."
  type        = string
  default     = "A"
  nullable    = false

  validation {
    condition     = contains(["A", "AAAA", "CNAME", "MX", "TXT"], var.type)
    error_message = "type must be one of A, AAAA, CNAME, MX, TXT."
  }
}

variable "values" {
  description = "What the record says; a CNAME has one, and one of MX is such as 10 mail.example.com. Left empty, it is another name for alias_resource_ids."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.values) <= 20
    error_message = "values must be a collection of at most 20 items."
  }
}

variable "zone_name" {
  description = "Name of the zone."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^(?:([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9])?\\.)+[a-z0-9-]{2,63})$", var.zone_name))
    error_message = "zone_name must be a domain name such as example.com, in lower case."
  }
}

variable "zone_resource_group_name" {
  description = "Resource group of the zone."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^(?:[A-Za-z0-9_().-]*[A-Za-z0-9_()-])$", var.zone_resource_group_name))
    error_message = "zone_resource_group_name must be the name of a resource group."
  }
}
