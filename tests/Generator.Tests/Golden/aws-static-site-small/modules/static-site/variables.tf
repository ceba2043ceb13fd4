# static-site 1.0.0

variable "allowed_countries" {
  description = "Countries that the site is served to, by two letters. Left empty, all."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.allowed_countries) <= 250
    error_message = "allowed_countries must be a collection of at most 250 items."
  }

  validation {
    condition     = alltrue([for item in var.allowed_countries : can(regex("^(?:[A-Z]{2})$", item))])
    error_message = "allowed_countries must be a list whose items are two capital letters such as DE."
  }
}

variable "certificate_arn" {
  description = "Certificate for domain_names, in us-east-1 wherever the rest is."
  type        = string
  default     = null

  validation {
    condition     = var.certificate_arn == null ? true : can(regex("^(?:arn:aws[a-z-]*:acm:us-east-1:[0-9]{12}:certificate/[A-Za-z0-9-]+)$", var.certificate_arn))
    error_message = "certificate_arn must be the ARN of a certificate in us-east-1."
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
  description = "Names that the site has. Needs certificate_arn. Without any, it has CloudFront's own."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.domain_names) <= 20
    error_message = "domain_names must be a collection of at most 20 items."
  }

  validation {
    condition     = alltrue([for item in var.domain_names : can(regex("^(?:(\\*\\.)?([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z0-9-]{2,63})$", item))])
    error_message = "domain_names must be a list whose items are a domain name such as www.example.com, in lower case."
  }
}

variable "index_document" {
  description = "File that a request for / gets."
  type        = string
  default     = "index.html"
  nullable    = false

  validation {
    condition     = can(regex("^(?:[A-Za-z0-9._-]+)$", var.index_document))
    error_message = "index_document must be the name of a file."
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

variable "price_class" {
  description = "Where CloudFront serves from. PriceClass_100 is North America and Europe, PriceClass_All everywhere."
  type        = string
  default     = "PriceClass_100"
  nullable    = false

  validation {
    condition     = contains(["PriceClass_100", "PriceClass_200", "PriceClass_All"], var.price_class)
    error_message = "price_class must be one of PriceClass_100, PriceClass_200, PriceClass_All."
  }
}

variable "single_page" {
  description = "A path that is no file gets index_document, whose code then decides. Otherwise it gets not_found_document."
  type        = bool
  default     = false
  nullable    = false
}

variable "web_acl_arn" {
  description = "Web ACL of WAF, in its scope CLOUDFRONT, that looks at requests first."
  type        = string
  default     = null

  validation {
    condition     = var.web_acl_arn == null ? true : can(regex("^(?:arn:aws[a-z-]*:wafv2:us-east-1:[0-9]{12}:global/webacl/[A-Za-z0-9_-]+/[A-Za-z0-9-]+)$", var.web_acl_arn))
    error_message = "web_acl_arn must be the ARN of a web ACL in us-east-1."
  }
}

variable "zone_id" {
  description = "Hosted zone of Route 53 that domain_names are written to. Left open, somebody else points them at the distribution."
  type        = string
  default     = null

  validation {
    condition     = var.zone_id == null ? true : can(regex("^(?:Z[A-Z0-9]{1,31})$", var.zone_id))
    error_message = "zone_id must be the id of a hosted zone such as Z0123456789ABCDEFGHIJ."
  }
}
