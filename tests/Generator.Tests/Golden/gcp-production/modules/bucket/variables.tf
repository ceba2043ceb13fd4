# bucket 1.0.0

variable "access_log_bucket" {
  description = "Name of another bucket that takes a record of every request. Left open, none is made."
  type        = string
  default     = null

  validation {
    condition     = var.access_log_bucket == null ? true : can(regex("^(?:[a-z0-9][a-z0-9._-]{1,61}[a-z0-9])$", var.access_log_bucket))
    error_message = "access_log_bucket must be the name of a bucket."
  }
}

variable "archive_days" {
  description = "Days after which objects move to archive_storage_class. Left open, never."
  type        = number
  default     = null

  validation {
    condition     = var.archive_days == null ? true : var.archive_days >= 1 && var.archive_days <= 36500 && floor(var.archive_days) == var.archive_days
    error_message = "archive_days must be a whole number, from 1 to 36500."
  }

  validation {
    condition     = var.archive_days == null ? true : var.expire_days == null ? true : var.archive_days <= var.expire_days
    error_message = "archive_days must be at most expire_days."
  }
}

variable "archive_storage_class" {
  description = "Where objects move to after archive_days."
  type        = string
  default     = "COLDLINE"
  nullable    = false

  validation {
    condition     = contains(["NEARLINE", "COLDLINE", "ARCHIVE"], var.archive_storage_class)
    error_message = "archive_storage_class must be one of NEARLINE, COLDLINE, ARCHIVE."
  }
}

variable "autoclass" {
  description = "Cloud Storage moves each object to the class that its use asks for."
  type        = bool
  default     = false
  nullable    = false
}

variable "bucket_name" {
  description = "Name of the bucket, unique in the whole cloud. Left open, it is made from deployment, project and region. Another name makes another bucket."
  type        = string
  default     = null

  validation {
    condition     = var.bucket_name == null ? true : can(regex("^(?:[a-z0-9][a-z0-9_-]{1,61}[a-z0-9])$", var.bucket_name))
    error_message = "bucket_name must be 3 to 63 lower-case letters, digits, '-' and '_', a letter or digit first and last."
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

variable "kms_key_name" {
  description = "Key of your own that encrypts the objects; Cloud Storage's own where left open. The module lets Cloud Storage use it."
  type        = string
  default     = null

  validation {
    condition     = var.kms_key_name == null ? true : can(regex("^(?:projects/[a-z0-9:.-]+/locations/[a-z0-9-]+/keyRings/[A-Za-z0-9_-]+/cryptoKeys/[A-Za-z0-9_-]+)$", var.kms_key_name))
    error_message = "kms_key_name must be the name of a key, projects/…/locations/…/keyRings/…/cryptoKeys/…."
  }
}

variable "location" {
  description = "Place that the bucket is in instead of the region, such as two regions (EUR4) or many (EU). Another one makes another bucket."
  type        = string
  default     = null

  validation {
    condition     = var.location == null ? true : can(regex("^(?:[A-Z]+[0-9]*|[a-z]+-[a-z]+[0-9]+)$", var.location))
    error_message = "location must be a location such as EU, EUR4 or europe-west1."
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

variable "project" {
  description = "Project that the bucket is in."
  type        = string
  nullable    = false
}

variable "reader_members" {
  description = "Accounts and groups that may list and read. The module cloud-run lets itself in."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.reader_members) <= 50
    error_message = "reader_members must be a collection of at most 50 items."
  }

  validation {
    condition     = alltrue([for item in var.reader_members : can(regex("^(?:(user|group|serviceAccount|domain):[A-Za-z0-9_.+@-]+|principal(Set)?://iam\\.googleapis\\.com/.+)$", item))])
    error_message = "reader_members must be a list whose items are an account such as serviceAccount:name@project.iam.gserviceaccount.com or group:name@example.com."
  }
}

variable "region" {
  description = "Region that the bucket is in."
  type        = string
  nullable    = false
}

variable "retention_days" {
  description = "Days that nobody can delete or overwrite an object, as records ask for. Goes without versioning."
  type        = number
  default     = null

  validation {
    condition     = var.retention_days == null ? true : var.retention_days >= 1 && var.retention_days <= 36500 && floor(var.retention_days) == var.retention_days
    error_message = "retention_days must be a whole number, from 1 to 36500."
  }
}

variable "soft_delete_days" {
  description = "Days that deleted objects, and the bucket itself, can be taken back; 0 for never, else 7 at least."
  type        = number
  default     = 7
  nullable    = false

  validation {
    condition     = contains([0, 7, 14, 30, 60, 90], var.soft_delete_days)
    error_message = "soft_delete_days must be one of 0, 7, 14, 30, 60, 90."
  }
}

variable "storage_class" {
  description = "Class of objects that say none of their own."
  type        = string
  default     = "STANDARD"
  nullable    = false

  validation {
    condition     = contains(["STANDARD", "NEARLINE", "COLDLINE", "ARCHIVE"], var.storage_class)
    error_message = "storage_class must be one of STANDARD, NEARLINE, COLDLINE, ARCHIVE."
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

variable "writer_members" {
  description = "Accounts and groups that may list, read, write and delete."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.writer_members) <= 50
    error_message = "writer_members must be a collection of at most 50 items."
  }

  validation {
    condition     = alltrue([for item in var.writer_members : can(regex("^(?:(user|group|serviceAccount|domain):[A-Za-z0-9_.+@-]+|principal(Set)?://iam\\.googleapis\\.com/.+)$", item))])
    error_message = "writer_members must be a list whose items are an account such as serviceAccount:name@project.iam.gserviceaccount.com or group:name@example.com."
  }
}
