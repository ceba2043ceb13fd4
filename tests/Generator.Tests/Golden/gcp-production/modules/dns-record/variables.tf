# dns-record 1.0.0

variable "addresses" {
  description = "Addresses of what the record leads to; the module load-balancer tells them."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.addresses) <= 20
    error_message = "addresses must be a collection of at most 20 items."
  }
}

variable "record_name" {
  description = "Full name of the record, which is the zone's domain or ends in it."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^(?:(\\*\\.)?([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9])?\\.)+[a-z0-9-]{2,63})$", var.record_name))
    error_message = "record_name must be a domain name such as api.example.com, in lower case and without a dot at its end."
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
  description = "What the record says. Text of TXT without quotes, names with or without a dot at their end. Left empty, it says addresses."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.values) <= 100
    error_message = "values must be a collection of at most 100 items."
  }
}

variable "zone_name" {
  description = "Name of the managed zone, which is not the domain but what Cloud DNS calls it."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^(?:[a-z]([a-z0-9-]{0,61}[a-z0-9])?)$", var.zone_name))
    error_message = "zone_name must be the name of a managed zone such as example-com."
  }
}

variable "zone_project" {
  description = "Project of the zone. Left open, the one of everything else."
  type        = string
  default     = null

  validation {
    condition     = var.zone_project == null ? true : can(regex("^(?:[a-z][a-z0-9-]{4,28}[a-z0-9])$", var.zone_project))
    error_message = "zone_project must be the id of a project."
  }
}
