# bucket 1.0.0

variable "access_log_bucket" {
  description = "Name of another bucket that takes a record of every request. Left open, none is made."
  type        = string
  default     = null

  validation {
    condition     = var.access_log_bucket == null ? true : can(regex("^(?:[a-z0-9][a-z0-9.-]{1,61}[a-z0-9])$", var.access_log_bucket))
    error_message = "access_log_bucket must be the name of a bucket."
  }
}

variable "archive_days" {
  description = "Days after which objects move to archive_storage_class. Left open, never."
  type        = number
  default     = null

  validation {
    condition     = var.archive_days == null ? true : var.archive_days >= 0 && var.archive_days <= 36500 && floor(var.archive_days) == var.archive_days
    error_message = "archive_days must be a whole number, from 0 to 36500."
  }

  validation {
    condition     = var.archive_days == null ? true : var.expire_days == null ? true : var.archive_days <= var.expire_days
    error_message = "archive_days must be at most expire_days."
  }
}

variable "archive_storage_class" {
  description = "Where objects move to after archive_days. STANDARD_IA takes none before 30 days."
  type        = string
  default     = "INTELLIGENT_TIERING"
  nullable    = false

  validation {
    condition     = contains(["INTELLIGENT_TIERING", "STANDARD_IA", "GLACIER_IR", "GLACIER", "DEEP_ARCHIVE"], var.archive_storage_class)
    error_message = "archive_storage_class must be one of INTELLIGENT_TIERING, STANDARD_IA, GLACIER_IR, GLACIER, DEEP_ARCHIVE."
  }
}

variable "bucket_name" {
  description = "Name of the bucket, unique in the whole cloud. Left open, it is made from deployment, account and region. Another name makes another bucket."
  type        = string
  default     = null

  validation {
    condition     = var.bucket_name == null ? true : can(regex("^(?:[a-z0-9][a-z0-9-]{1,61}[a-z0-9])$", var.bucket_name))
    error_message = "bucket_name must be 3 to 63 lower-case letters, digits and '-', no '-' first or last."
  }
}

variable "delete_objects" {
  description = "Destroying the deployment deletes the objects as well. Otherwise a bucket that is not empty stays, and the destruction fails."
  type        = bool
  default     = false
  nullable    = false
}

variable "expire_days" {
  description = "Days after which objects are deleted. Left open, never."
  type        = number
  default     = null

  validation {
    condition     = var.expire_days == null ? true : var.expire_days >= 1 && var.expire_days <= 36500 && floor(var.expire_days) == var.expire_days
    error_message = "expire_days must be a whole number, from 1 to 36500."
  }
}

variable "kms_key_arn" {
  description = "Key of your own that encrypts the objects; S3's own where left open."
  type        = string
  default     = null

  validation {
    condition     = var.kms_key_arn == null ? true : can(regex("^(?:arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]+)$", var.kms_key_arn))
    error_message = "kms_key_arn must be the ARN of a KMS key."
  }
}

variable "old_version_days" {
  description = "Days that old versions are kept."
  type        = number
  default     = 90
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

variable "reader_arns" {
  description = "Roles or accounts beyond this one's policies that may list and read, by ARN."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.reader_arns) <= 20
    error_message = "reader_arns must be a collection of at most 20 items."
  }

  validation {
    condition     = alltrue([for item in var.reader_arns : can(regex("^(?:arn:aws[a-z-]*:iam::[0-9]{12}:(root|(role|user)/[A-Za-z0-9_+=,.@/-]+))$", item))])
    error_message = "reader_arns must be a list whose items are the ARN of a role, of a user, or of an account's root."
  }
}

variable "upload_days" {
  description = "Days after which the parts of an upload that was not finished are deleted."
  type        = number
  default     = 7
  nullable    = false

  validation {
    condition     = var.upload_days >= 1 && var.upload_days <= 365 && floor(var.upload_days) == var.upload_days
    error_message = "upload_days must be a whole number, from 1 to 365."
  }
}

variable "versioning" {
  description = "Overwritten and deleted objects are kept as old versions."
  type        = bool
  default     = true
  nullable    = false
}

variable "writer_arns" {
  description = "Roles or accounts beyond this one's policies that may list, read, write and delete, by ARN."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.writer_arns) <= 20
    error_message = "writer_arns must be a collection of at most 20 items."
  }

  validation {
    condition     = alltrue([for item in var.writer_arns : can(regex("^(?:arn:aws[a-z-]*:iam::[0-9]{12}:(root|(role|user)/[A-Za-z0-9_+=,.@/-]+))$", item))])
    error_message = "writer_arns must be a list whose items are the ARN of a role, of a user, or of an account's root."
  }
}
