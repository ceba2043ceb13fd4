# dns-record 1.0.0

variable "alias_names" {
  description = "Host name of what the record is another name for, one at most; the module load-balancer tells it."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.alias_names) <= 1
    error_message = "alias_names must be a collection of at most 1 items."
  }
}

variable "alias_zone_id" {
  description = "Hosted zone of that host name; the module load-balancer tells it."
  type        = string
  default     = null

  validation {
    condition     = var.alias_zone_id == null ? true : can(regex("^(?:Z[A-Z0-9]{1,31})$", var.alias_zone_id))
    error_message = "alias_zone_id must be the id of a hosted zone such as Z0123456789ABCDEFGHIJ."
  }
}

variable "follow_health" {
  description = "An alias is not told while nothing behind it is healthy and another record could be."
  type        = bool
  default     = true
  nullable    = false
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

variable "set_identifier" {
  description = "What tells this record from the others of its name."
  type        = string
  default     = null

  validation {
    condition     = var.set_identifier == null ? true : can(regex("^(?:[A-Za-z0-9_-]{1,128})$", var.set_identifier))
    error_message = "set_identifier must be made of letters, digits, '_' and '-'."
  }
}

variable "ttl_seconds" {
  description = "Seconds that others may remember the values for."
  type        = number
  default     = 300
  nullable    = false

  validation {
    condition     = var.ttl_seconds >= 0 && var.ttl_seconds <= 604800 && floor(var.ttl_seconds) == var.ttl_seconds
    error_message = "ttl_seconds must be a whole number, from 0 to 604800."
  }
}

variable "type" {
  description = "Type of the record."
  type        = string
  default     = "A"
  nullable    = false

  validation {
    condition     = contains(["A", "AAAA", "CAA", "CNAME", "MX", "NS", "SRV", "TXT"], var.type)
    error_message = "type must be one of A, AAAA, CAA, CNAME, MX, NS, SRV, TXT."
  }
}

variable "values" {
  description = "What the record says. Left empty, it is another name for alias_names."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.values) <= 100
    error_message = "values must be a collection of at most 100 items."
  }
}

variable "weight" {
  description = "Share of the answers among the records of this name that say what they are; for moving in steps. Left open, this record is the only one."
  type        = number
  default     = null

  validation {
    condition     = var.weight == null ? true : var.weight >= 0 && var.weight <= 255 && floor(var.weight) == var.weight
    error_message = "weight must be a whole number, from 0 to 255."
  }
}

variable "zone_id" {
  description = "Id of the hosted zone."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^(?:Z[A-Z0-9]{1,31})$", var.zone_id))
    error_message = "zone_id must be the id of a hosted zone such as Z0123456789ABCDEFGHIJ."
  }
}
