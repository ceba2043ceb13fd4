# queue 1.0.0

variable "alarm_age_seconds" {
  description = "Age of the oldest message that is alarming."
  type        = number
  default     = 900
  nullable    = false

  validation {
    condition     = var.alarm_age_seconds >= 60 && var.alarm_age_seconds <= 2678400 && floor(var.alarm_age_seconds) == var.alarm_age_seconds
    error_message = "alarm_age_seconds must be a whole number, from 60 to 2678400."
  }
}

variable "exactly_once" {
  description = "A message that was acknowledged is not delivered again. Always so with fifo."
  type        = bool
  default     = false
  nullable    = false
}

variable "fifo" {
  description = "Messages keep their order within their ordering key and are delivered once. Changing it makes another subscription."
  type        = bool
  default     = false
  nullable    = false
}

variable "filter" {
  description = "Which messages the subscription takes, by their attributes, such as attributes.kind = \"order\". Another one makes another subscription."
  type        = string
  default     = null
}

variable "kms_key_name" {
  description = "Key of your own that encrypts the messages; Pub/Sub's own where left open. The module lets Pub/Sub use it. Another key makes another topic."
  type        = string
  default     = null

  validation {
    condition     = var.kms_key_name == null ? true : can(regex("^(?:projects/[a-z0-9:.-]+/locations/[a-z0-9-]+/keyRings/[A-Za-z0-9_-]+/cryptoKeys/[A-Za-z0-9_-]+)$", var.kms_key_name))
    error_message = "kms_key_name must be the name of a key, projects/…/locations/…/keyRings/…/cryptoKeys/…."
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

variable "max_receive_count" {
  description = "Times that a message is received before it is put aside as one that nobody can handle."
  type        = number
  default     = 5
  nullable    = false

  validation {
    condition     = var.max_receive_count >= 5 && var.max_receive_count <= 100 && floor(var.max_receive_count) == var.max_receive_count
    error_message = "max_receive_count must be a whole number, from 5 to 100."
  }
}

variable "max_retry_seconds" {
  description = "Seconds before a message that could not be handled is delivered again, at most."
  type        = number
  default     = 600
  nullable    = false

  validation {
    condition     = var.max_retry_seconds >= 0 && var.max_retry_seconds <= 600 && floor(var.max_retry_seconds) == var.max_retry_seconds
    error_message = "max_retry_seconds must be a whole number, from 0 to 600."
  }
}

variable "metrics" {
  description = "With cloud-monitoring there are alarms for messages that wait too long and for those that nobody could handle."
  type        = string
  default     = "none"
  nullable    = false

  validation {
    condition     = contains(["none", "cloud-monitoring"], var.metrics)
    error_message = "metrics must be one of none, cloud-monitoring."
  }
}

variable "notification_channels" {
  description = "Channels of Cloud Monitoring that are told when an alarm begins and ends."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.notification_channels) <= 16
    error_message = "notification_channels must be a collection of at most 16 items."
  }

  validation {
    condition     = alltrue([for item in var.notification_channels : can(regex("^(?:projects/[a-z0-9:.-]+/notificationChannels/[0-9]+)$", item))])
    error_message = "notification_channels must be a list whose items are the name of a channel, projects/…/notificationChannels/…."
  }
}

variable "prefix" {
  description = "Prefix of the names of all resources."
  type        = string
  nullable    = false
}

variable "project" {
  description = "Project that the queue is in."
  type        = string
  nullable    = false
}

variable "receiver_members" {
  description = "Accounts and groups that may receive."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.receiver_members) <= 50
    error_message = "receiver_members must be a collection of at most 50 items."
  }

  validation {
    condition     = alltrue([for item in var.receiver_members : can(regex("^(?:(user|group|serviceAccount|domain):[A-Za-z0-9_.+@-]+|principal(Set)?://iam\\.googleapis\\.com/.+)$", item))])
    error_message = "receiver_members must be a list whose items are an account such as serviceAccount:name@project.iam.gserviceaccount.com or group:name@example.com."
  }
}

variable "replay_days" {
  description = "Days that the topic keeps messages that were handled, so that a subscription can be taken back in time. Left open, none."
  type        = number
  default     = null

  validation {
    condition     = var.replay_days == null ? true : var.replay_days >= 1 && var.replay_days <= 31 && floor(var.replay_days) == var.replay_days
    error_message = "replay_days must be a whole number, from 1 to 31."
  }
}

variable "retention_days" {
  description = "Days that a message is kept."
  type        = number
  default     = 4
  nullable    = false

  validation {
    condition     = var.retention_days >= 1 && var.retention_days <= 31 && floor(var.retention_days) == var.retention_days
    error_message = "retention_days must be a whole number, from 1 to 31."
  }
}

variable "retry_seconds" {
  description = "Seconds before a message that could not be handled is delivered again, the first time."
  type        = number
  default     = 10
  nullable    = false

  validation {
    condition     = var.retry_seconds >= 0 && var.retry_seconds <= 600 && floor(var.retry_seconds) == var.retry_seconds
    error_message = "retry_seconds must be a whole number, from 0 to 600."
  }

  validation {
    condition     = var.retry_seconds <= var.max_retry_seconds
    error_message = "retry_seconds must be at most max_retry_seconds."
  }
}

variable "sender_members" {
  description = "Accounts and groups that may send. The module cloud-run lets itself in."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.sender_members) <= 50
    error_message = "sender_members must be a collection of at most 50 items."
  }

  validation {
    condition     = alltrue([for item in var.sender_members : can(regex("^(?:(user|group|serviceAccount|domain):[A-Za-z0-9_.+@-]+|principal(Set)?://iam\\.googleapis\\.com/.+)$", item))])
    error_message = "sender_members must be a list whose items are an account such as serviceAccount:name@project.iam.gserviceaccount.com or group:name@example.com."
  }
}

variable "storage_regions" {
  description = "Regions that messages may be stored and handled in. Left open, Pub/Sub chooses within the organisation's policy."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.storage_regions) <= 20
    error_message = "storage_regions must be a collection of at most 20 items."
  }

  validation {
    condition     = alltrue([for item in var.storage_regions : can(regex("^(?:[a-z]+-[a-z]+[0-9]+)$", item))])
    error_message = "storage_regions must be a list whose items are a region such as europe-west1."
  }
}

variable "visibility_timeout_seconds" {
  description = "Seconds that a received message is kept from other receivers. Longer than handling one takes."
  type        = number
  default     = 60
  nullable    = false

  validation {
    condition     = var.visibility_timeout_seconds >= 10 && var.visibility_timeout_seconds <= 600 && floor(var.visibility_timeout_seconds) == var.visibility_timeout_seconds
    error_message = "visibility_timeout_seconds must be a whole number, from 10 to 600."
  }
}
