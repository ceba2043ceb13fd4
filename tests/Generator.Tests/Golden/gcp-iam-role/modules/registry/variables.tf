# registry 1.0.0

variable "cleanup_dry_run" {
  description = "What would be deleted is only logged."
  type        = bool
  default     = false
  nullable    = false
}

variable "keep_days" {
  description = "Days that tagged images are kept which are not among the newest. Artifact Registry deletes none whose tag cannot be changed, so this needs mutable_tags to have an effect."
  type        = number
  default     = 90
  nullable    = false

  validation {
    condition     = var.keep_days >= 1 && var.keep_days <= 3650 && floor(var.keep_days) == var.keep_days
    error_message = "keep_days must be a whole number, from 1 to 3650."
  }
}

variable "keep_images" {
  description = "Number of versions of each image that are kept however old they are, the newest."
  type        = number
  default     = 100
  nullable    = false

  validation {
    condition     = var.keep_images >= 1 && var.keep_images <= 10000 && floor(var.keep_images) == var.keep_images
    error_message = "keep_images must be a whole number, from 1 to 10000."
  }
}

variable "kms_key_name" {
  description = "Key of your own that encrypts the images; Artifact Registry's own where left open. The module lets Artifact Registry use it. Another key makes other repositories."
  type        = string
  default     = null

  validation {
    condition     = var.kms_key_name == null ? true : can(regex("^(?:projects/[a-z0-9:.-]+/locations/[a-z0-9-]+/keyRings/[A-Za-z0-9_-]+/cryptoKeys/[A-Za-z0-9_-]+)$", var.kms_key_name))
    error_message = "kms_key_name must be the name of a key, projects/…/locations/…/keyRings/…/cryptoKeys/…."
  }
}

variable "mutable_tags" {
  description = "A tag can be moved to another image. What runs is then no longer what the tag says."
  type        = bool
  default     = false
  nullable    = false
}

variable "prefix" {
  description = "Prefix of the names of all resources."
  type        = string
  nullable    = false
}

variable "project" {
  description = "Project that the repositories are in."
  type        = string
  nullable    = false
}

variable "puller_members" {
  description = "Accounts and groups that may pull."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.puller_members) <= 50
    error_message = "puller_members must be a collection of at most 50 items."
  }

  validation {
    condition     = alltrue([for item in var.puller_members : can(regex("^(?:(user|group|serviceAccount|domain):[A-Za-z0-9_.+@-]+|principal(Set)?://iam\\.googleapis\\.com/.+)$", item))])
    error_message = "puller_members must be a list whose items are an account such as serviceAccount:name@project.iam.gserviceaccount.com or group:name@example.com."
  }
}

variable "pusher_members" {
  description = "Accounts and groups that may pull and push."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.pusher_members) <= 50
    error_message = "pusher_members must be a collection of at most 50 items."
  }

  validation {
    condition     = alltrue([for item in var.pusher_members : can(regex("^(?:(user|group|serviceAccount|domain):[A-Za-z0-9_.+@-]+|principal(Set)?://iam\\.googleapis\\.com/.+)$", item))])
    error_message = "pusher_members must be a list whose items are an account such as serviceAccount:name@project.iam.gserviceaccount.com or group:name@example.com."
  }
}

variable "region" {
  description = "Region that the repositories are in."
  type        = string
  nullable    = false
}

variable "repositories" {
  description = "Names of the repositories, each after the prefix. One repository holds any number of images."
  type        = list(string)
  default     = ["app"]
  nullable    = false

  validation {
    condition     = length(var.repositories) >= 1 && length(var.repositories) <= 50
    error_message = "repositories must be a collection of from 1 to 50 items."
  }

  validation {
    condition     = alltrue([for item in var.repositories : can(regex("^(?:[a-z]([a-z0-9-]{0,24}[a-z0-9])?)$", item))])
    error_message = "repositories must be a list whose items are at most 26 lower-case letters, digits and '-', a letter first and no '-' last."
  }
}

variable "scan_on_push" {
  description = "Images are searched for known weaknesses when they are pushed, if the project's Container Scanning API is on."
  type        = bool
  default     = true
  nullable    = false
}

variable "untagged_days" {
  description = "Days that images without a tag are kept which are not among the newest."
  type        = number
  default     = 7
  nullable    = false

  validation {
    condition     = var.untagged_days >= 1 && var.untagged_days <= 3650 && floor(var.untagged_days) == var.untagged_days
    error_message = "untagged_days must be a whole number, from 1 to 3650."
  }
}
