# log-group 1.0.0

variable "alarm_errors" {
  description = "Entries in five minutes that are alarming."
  type        = number
  default     = 1
  nullable    = false

  validation {
    condition     = var.alarm_errors >= 1 && var.alarm_errors <= 1000000 && floor(var.alarm_errors) == var.alarm_errors
    error_message = "alarm_errors must be a whole number, from 1 to 1000000."
  }
}

variable "analytics" {
  description = "Logs can be asked in SQL. It stays once it is on."
  type        = bool
  default     = false
  nullable    = false
}

variable "error_pattern" {
  description = "Filter of Cloud Logging for entries that tell of an error, such as severity>=ERROR. They are counted."
  type        = string
  default     = null

  validation {
    condition     = var.error_pattern == null ? true : can(regex("^(?:[^\\n\\r]+)$", var.error_pattern))
    error_message = "error_pattern must be on one line."
  }
}

variable "exclusive" {
  description = "The project's own bucket does not keep these logs as well."
  type        = bool
  default     = true
  nullable    = false
}

variable "filter" {
  description = "What is kept, in the query language of Cloud Logging, such as resource.type=\"k8s_container\". Left open, the log of this group alone, whose name environment tells."
  type        = string
  default     = null

  validation {
    condition     = var.filter == null ? true : can(regex("^(?:[^\\n\\r]+)$", var.filter))
    error_message = "filter must be on one line."
  }
}

variable "group_name" {
  description = "What is logged. Another name makes another bucket."
  type        = string
  default     = "app"
  nullable    = false

  validation {
    condition     = can(regex("^(?:[a-z0-9]([a-z0-9_-]{0,38}[a-z0-9])?)$", var.group_name))
    error_message = "group_name must be made of lower-case letters, digits, '_' and '-', a letter or digit first and last, at most 40."
  }
}

variable "kms_key_id" {
  description = "Key of your own that encrypts the logs; Google's own where left open. Cloud Logging's account has to be allowed to use it. It cannot be set or taken away later."
  type        = string
  default     = null

  validation {
    condition     = var.kms_key_id == null ? true : can(regex("^(?:projects/[a-z0-9-]+/locations/[a-z0-9-]+/keyRings/[A-Za-z0-9_-]+/cryptoKeys/[A-Za-z0-9_-]+)$", var.kms_key_id))
    error_message = "kms_key_id must be the id of a key of Cloud KMS."
  }
}

variable "labels" {
  description = "Labels of what the provider does not label by itself."
  type        = map(string)
  nullable    = false

  validation {
    condition     = length(var.labels) <= 100
    error_message = "labels must be a collection of at most 100 items."
  }
}

variable "locked" {
  description = "Nobody can shorten the retention or delete the bucket any more, for good. Deployments with it cannot be destroyed."
  type        = bool
  default     = false
  nullable    = false
}

variable "metrics" {
  description = "With cloud-monitoring there is an alert for entries that error_pattern finds."
  type        = string
  default     = "none"
  nullable    = false

  validation {
    condition     = contains(["none", "cloud-monitoring"], var.metrics)
    error_message = "metrics must be one of none, cloud-monitoring."
  }
}

variable "notification_channels" {
  description = "Channels of Cloud Monitoring that are told when an alert begins and ends."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.notification_channels) <= 16
    error_message = "notification_channels must be a collection of at most 16 items."
  }

  validation {
    condition     = alltrue([for item in var.notification_channels : can(regex("^(?:projects/[a-z0-9-]+/notificationChannels/[0-9]+)$", item))])
    error_message = "notification_channels must be a list whose items are the id of a notification channel, such as projects/example/notificationChannels/123."
  }
}

variable "prefix" {
  description = "Prefix of the names of all resources."
  type        = string
  nullable    = false
}

variable "project" {
  description = "Project of the logs."
  type        = string
  nullable    = false
}

variable "region" {
  description = "Region that the logs are kept in."
  type        = string
  nullable    = false
}

variable "retention_days" {
  description = "Days that logs are kept."
  type        = number
  default     = 30
  nullable    = false

  validation {
    condition     = var.retention_days >= 1 && var.retention_days <= 3650 && floor(var.retention_days) == var.retention_days
    error_message = "retention_days must be a whole number, from 1 to 3650."
  }
}
