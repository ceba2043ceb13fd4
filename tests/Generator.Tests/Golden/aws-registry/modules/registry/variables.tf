# registry 1.0.0

variable "delete_images" {
  description = "Destroying the deployment deletes the images as well. Otherwise a repository that is not empty stays, and the destruction fails."
  type        = bool
  default     = false
  nullable    = false
}

variable "keep_images" {
  description = "Number of tagged images that are kept in each repository, the newest."
  type        = number
  default     = 100
  nullable    = false

  validation {
    condition     = var.keep_images >= 1 && var.keep_images <= 10000 && floor(var.keep_images) == var.keep_images
    error_message = "keep_images must be a whole number, from 1 to 10000."
  }
}

variable "kms_key_arn" {
  description = "Key of your own that encrypts the images; ECR's own where left open. Another key makes other repositories."
  type        = string
  default     = null

  validation {
    condition     = var.kms_key_arn == null ? true : can(regex("^(?:arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]+)$", var.kms_key_arn))
    error_message = "kms_key_arn must be the ARN of a KMS key."
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

variable "puller_arns" {
  description = "Roles or accounts beyond this one's policies that may pull, by ARN."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.puller_arns) <= 50
    error_message = "puller_arns must be a collection of at most 50 items."
  }

  validation {
    condition     = alltrue([for item in var.puller_arns : can(regex("^(?:arn:aws[a-z-]*:iam::[0-9]{12}:(root|(role|user)/[A-Za-z0-9_+=,.@/-]+))$", item))])
    error_message = "puller_arns must be a list whose items are the ARN of a role, of a user, or of an account's root."
  }
}

variable "pusher_arns" {
  description = "Roles or accounts beyond this one's policies that may pull and push, by ARN."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.pusher_arns) <= 50
    error_message = "pusher_arns must be a collection of at most 50 items."
  }

  validation {
    condition     = alltrue([for item in var.pusher_arns : can(regex("^(?:arn:aws[a-z-]*:iam::[0-9]{12}:(root|(role|user)/[A-Za-z0-9_+=,.@/-]+))$", item))])
    error_message = "pusher_arns must be a list whose items are the ARN of a role, of a user, or of an account's root."
  }
}

variable "repositories" {
  description = "Names of the repositories, each below the prefix."
  type        = list(string)
  default     = ["app"]
  nullable    = false

  validation {
    condition     = length(var.repositories) >= 1 && length(var.repositories) <= 50
    error_message = "repositories must be a collection of from 1 to 50 items."
  }

  validation {
    condition     = alltrue([for item in var.repositories : can(regex("^(?:[a-z0-9]+([._-][a-z0-9]+)*(/[a-z0-9]+([._-][a-z0-9]+)*)*)$", item))])
    error_message = "repositories must be a list whose items are made of lower-case letters and digits with . _ - or / between them."
  }
}

variable "scan_on_push" {
  description = "Images are searched for known weaknesses when they are pushed."
  type        = bool
  default     = true
  nullable    = false
}

variable "untagged_days" {
  description = "Days that images without a tag are kept."
  type        = number
  default     = 7
  nullable    = false

  validation {
    condition     = var.untagged_days >= 1 && var.untagged_days <= 3650 && floor(var.untagged_days) == var.untagged_days
    error_message = "untagged_days must be a whole number, from 1 to 3650."
  }
}
