# queue 1.0.0

variable "alarm_age_seconds" {
  description = "Age of the oldest message that is alarming."
  type        = number
  default     = 900
  nullable    = false

  validation {
    condition     = var.alarm_age_seconds >= 60 && var.alarm_age_seconds <= 1209600 && floor(var.alarm_age_seconds) == var.alarm_age_seconds
    error_message = "alarm_age_seconds must be a whole number, from 60 to 1209600."
  }
}

variable "alarm_topic_arns" {
  description = "Topics that are told when an alarm begins and ends."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.alarm_topic_arns) <= 5
    error_message = "alarm_topic_arns must be a collection of at most 5 items."
  }

  validation {
    condition     = alltrue([for item in var.alarm_topic_arns : can(regex("^(?:arn:aws[a-z-]*:sns:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_-]+)$", item))])
    error_message = "alarm_topic_arns must be a list whose items are the ARN of an SNS topic."
  }
}

variable "content_based_deduplication" {
  description = "Of a FIFO queue, messages of the same text within five minutes are one."
  type        = bool
  default     = false
  nullable    = false
}

variable "delay_seconds" {
  description = "Seconds before a new message can be received."
  type        = number
  default     = 0
  nullable    = false

  validation {
    condition     = var.delay_seconds >= 0 && var.delay_seconds <= 900 && floor(var.delay_seconds) == var.delay_seconds
    error_message = "delay_seconds must be a whole number, from 0 to 900."
  }
}

variable "fifo" {
  description = "Messages keep their order within their group and are delivered once. Changing it makes other queues."
  type        = bool
  default     = false
  nullable    = false
}

variable "kms_key_arn" {
  description = "Key of your own that encrypts the messages; SQS' own where left open."
  type        = string
  default     = null

  validation {
    condition     = var.kms_key_arn == null ? true : can(regex("^(?:arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]+)$", var.kms_key_arn))
    error_message = "kms_key_arn must be the ARN of a KMS key."
  }
}

variable "max_message_kib" {
  description = "Size of the largest message, in KiB."
  type        = number
  default     = 256
  nullable    = false

  validation {
    condition     = var.max_message_kib >= 1 && var.max_message_kib <= 256 && floor(var.max_message_kib) == var.max_message_kib
    error_message = "max_message_kib must be a whole number, from 1 to 256."
  }
}

variable "max_receive_count" {
  description = "Times that a message is received before it is put aside as one that nobody can handle."
  type        = number
  default     = 5
  nullable    = false

  validation {
    condition     = var.max_receive_count >= 1 && var.max_receive_count <= 1000 && floor(var.max_receive_count) == var.max_receive_count
    error_message = "max_receive_count must be a whole number, from 1 to 1000."
  }
}

variable "metrics" {
  description = "With cloudwatch there are alarms for messages that wait too long and for those that nobody could handle."
  type        = string
  default     = "none"
  nullable    = false

  validation {
    condition     = contains(["none", "cloudwatch"], var.metrics)
    error_message = "metrics must be one of none, cloudwatch."
  }
}

variable "prefix" {
  description = "Prefix of the names of all resources."
  type        = string
  nullable    = false
}

variable "receive_wait_seconds" {
  description = "Seconds that a receiver waits at an empty queue."
  type        = number
  default     = 20
  nullable    = false

  validation {
    condition     = var.receive_wait_seconds >= 0 && var.receive_wait_seconds <= 20 && floor(var.receive_wait_seconds) == var.receive_wait_seconds
    error_message = "receive_wait_seconds must be a whole number, from 0 to 20."
  }
}

variable "retention_days" {
  description = "Days that a message is kept."
  type        = number
  default     = 4
  nullable    = false

  validation {
    condition     = var.retention_days >= 1 && var.retention_days <= 14 && floor(var.retention_days) == var.retention_days
    error_message = "retention_days must be a whole number, from 1 to 14."
  }
}

variable "sender_arns" {
  description = "Roles or accounts beyond this one's policies that may send, by ARN."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.sender_arns) <= 20
    error_message = "sender_arns must be a collection of at most 20 items."
  }

  validation {
    condition     = alltrue([for item in var.sender_arns : can(regex("^(?:arn:aws[a-z-]*:iam::[0-9]{12}:(root|(role|user)/[A-Za-z0-9_+=,.@/-]+))$", item))])
    error_message = "sender_arns must be a list whose items are the ARN of a role, of a user, or of an account's root."
  }
}

variable "topic_arns" {
  description = "SNS topics that may send."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.topic_arns) <= 20
    error_message = "topic_arns must be a collection of at most 20 items."
  }

  validation {
    condition     = alltrue([for item in var.topic_arns : can(regex("^(?:arn:aws[a-z-]*:sns:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_.-]+)$", item))])
    error_message = "topic_arns must be a list whose items are the ARN of an SNS topic."
  }
}

variable "visibility_timeout_seconds" {
  description = "Seconds that a received message is kept from other receivers. Longer than handling one takes."
  type        = number
  default     = 60
  nullable    = false

  validation {
    condition     = var.visibility_timeout_seconds >= 0 && var.visibility_timeout_seconds <= 43200 && floor(var.visibility_timeout_seconds) == var.visibility_timeout_seconds
    error_message = "visibility_timeout_seconds must be a whole number, from 0 to 43200."
  }
}
