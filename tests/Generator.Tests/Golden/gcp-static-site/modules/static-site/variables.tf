# static-site 1.0.0

variable "cache_seconds" {
  description = "Seconds that the edge keeps a file that does not say how long itself, by its Cache-Control."
  type        = number
  default     = 3600
  nullable    = false

  validation {
    condition     = var.cache_seconds >= 0 && var.cache_seconds <= 31536000 && floor(var.cache_seconds) == var.cache_seconds
    error_message = "cache_seconds must be a whole number, from 0 to 31536000."
  }
}

variable "content_security_policy" {
  description = "What pages may load and run, as the header of this name. Left open, pages may do what they like."
  type        = string
  default     = null

  validation {
    condition     = var.content_security_policy == null ? true : can(regex("^(?:[ -~]+)$", var.content_security_policy))
    error_message = "content_security_policy must be made of letters, digits and signs of ASCII."
  }
}

variable "delete_objects" {
  description = "Destroying the deployment deletes the files as well. Otherwise a bucket that is not empty stays, and the destruction fails."
  type        = bool
  default     = false
  nullable    = false
}

variable "domain_names" {
  description = "Names that the site has, for which Google makes a certificate once they lead to it. Without any, it has an address and HTTP alone."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.domain_names) <= 100
    error_message = "domain_names must be a collection of at most 100 items."
  }

  validation {
    condition     = alltrue([for item in var.domain_names : can(regex("^(?:([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z0-9-]{2,63})$", item))])
    error_message = "domain_names must be a list whose items are a domain name such as www.example.com, in lower case."
  }
}

variable "index_document" {
  description = "File that a request for a folder gets."
  type        = string
  default     = "index.html"
  nullable    = false

  validation {
    condition     = can(regex("^(?:[A-Za-z0-9._-]+)$", var.index_document))
    error_message = "index_document must be the name of a file."
  }
}

variable "location" {
  description = "Where the files are kept, such as EU or US for several regions. Left open, the region of everything else. Another one makes another bucket."
  type        = string
  default     = null

  validation {
    condition     = var.location == null ? true : can(regex("^(?:[A-Z0-9-]{2,30})$", var.location))
    error_message = "location must be a location of Cloud Storage, in capitals."
  }
}

variable "not_found_document" {
  description = "File that a path that is no file gets, with 404."
  type        = string
  default     = "404.html"
  nullable    = false

  validation {
    condition     = can(regex("^(?:[A-Za-z0-9._/-]+)$", var.not_found_document))
    error_message = "not_found_document must be the path of a file."
  }
}

variable "old_version_days" {
  description = "Days that overwritten and deleted files are kept."
  type        = number
  default     = 30
  nullable    = false

  validation {
    condition     = var.old_version_days >= 1 && var.old_version_days <= 36500 && floor(var.old_version_days) == var.old_version_days
    error_message = "old_version_days must be a whole number, from 1 to 36500."
  }
}

variable "prefix" {
  description = "Prefix of the names of all resources."
  type        = string
  nullable    = false
}

variable "project" {
  description = "Project of the bucket."
  type        = string
  nullable    = false
}

variable "region" {
  description = "Region that the files are kept in where location is left open."
  type        = string
  nullable    = false
}

variable "single_page" {
  description = "A path that is no file gets index_document, whose code then decides. Otherwise it gets not_found_document."
  type        = bool
  default     = false
  nullable    = false
}

variable "zone_name" {
  description = "Managed zone of Cloud DNS that domain_names are written to, as Cloud DNS calls it. Left open, somebody else leads them to the site's address."
  type        = string
  default     = null

  validation {
    condition     = var.zone_name == null ? true : can(regex("^(?:[a-z]([a-z0-9-]{0,61}[a-z0-9])?)$", var.zone_name))
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
