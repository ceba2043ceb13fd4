# secret 1.0.0

variable "deletion_protection" {
  description = "Terraform refuses to delete the secret. Turn it off in a rollout of its own before destroying the deployment."
  type        = bool
  default     = true
  nullable    = false
}

variable "kms_key_name" {
  description = "Key of your own, of the location global, that encrypts the secret; Secret Manager's own where left open. The module lets Secret Manager use it."
  type        = string
  default     = null

  validation {
    condition     = var.kms_key_name == null ? true : can(regex("^(?:projects/[a-z0-9:.-]+/locations/[a-z0-9-]+/keyRings/[A-Za-z0-9_-]+/cryptoKeys/[A-Za-z0-9_-]+)$", var.kms_key_name))
    error_message = "kms_key_name must be the name of a key, projects/…/locations/…/keyRings/…/cryptoKeys/…."
  }
}

variable "prefix" {
  description = "Prefix of the names of all resources."
  type        = string
  nullable    = false
}

variable "project" {
  description = "Project that the secret is in."
  type        = string
  nullable    = false
}

variable "purpose" {
  description = "What the secret says of itself to people."
  type        = string
  default     = null
}

variable "reader_members" {
  description = "Accounts and groups that may read. The module cloud-run lets itself in."
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

variable "recovery_days" {
  description = "Days that a value can be taken back after it was destroyed."
  type        = number
  default     = 30
  nullable    = false

  validation {
    condition     = var.recovery_days >= 1 && var.recovery_days <= 1000 && floor(var.recovery_days) == var.recovery_days
    error_message = "recovery_days must be a whole number, from 1 to 1000."
  }
}

variable "replica_regions" {
  description = "Regions that hold the secret. Left open, Google chooses. Others make another secret."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.replica_regions) <= 10
    error_message = "replica_regions must be a collection of at most 10 items."
  }

  validation {
    condition     = alltrue([for item in var.replica_regions : can(regex("^(?:[a-z]+-[a-z]+[0-9]+)$", item))])
    error_message = "replica_regions must be a list whose items are a region such as europe-west1."
  }
}

variable "rotation_days" {
  description = "Days after which the topic is told again."
  type        = number
  default     = 30
  nullable    = false

  validation {
    condition     = var.rotation_days >= 1 && var.rotation_days <= 1000 && floor(var.rotation_days) == var.rotation_days
    error_message = "rotation_days must be a whole number, from 1 to 1000."
  }
}

variable "rotation_start" {
  description = "When the topic is told for the first time, in UTC. Goes with rotation_topic, and is in the future when the secret is made."
  type        = string
  default     = null

  validation {
    condition     = var.rotation_start == null ? true : can(regex("^(?:20[0-9]{2}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z)$", var.rotation_start))
    error_message = "rotation_start must be a time such as 2030-01-31T02:00:00Z."
  }
}

variable "rotation_topic" {
  description = "Topic of Pub/Sub that is told when it is time for another value. Left open, nobody is."
  type        = string
  default     = null

  validation {
    condition     = var.rotation_topic == null ? true : can(regex("^(?:projects/[a-z0-9:.-]+/topics/[A-Za-z][A-Za-z0-9._~+%-]+)$", var.rotation_topic))
    error_message = "rotation_topic must be the id of a topic, projects/…/topics/…."
  }
}

variable "secret_name" {
  description = "What the secret is. Another name makes another secret."
  type        = string
  default     = "app"
  nullable    = false

  validation {
    condition     = can(regex("^(?:[a-zA-Z0-9][a-zA-Z0-9_-]{0,62})$", var.secret_name))
    error_message = "secret_name must be made of letters, digits, '_' and '-', a letter or digit first, at most 63."
  }
}

variable "variable" {
  description = "Variable of a service's environment that takes the secret."
  type        = string
  default     = "APP_SECRET"
  nullable    = false

  validation {
    condition     = can(regex("^(?:[A-Za-z_][A-Za-z0-9_]*)$", var.variable))
    error_message = "variable must be made of letters, digits and '_'."
  }
}

variable "writer_members" {
  description = "Accounts and groups that may put values in, without reading any."
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
