# log-group 1.0.0

variable "alarm_errors" {
  description = "Lines in five minutes that are alarming."
  type        = number
  default     = 1
  nullable    = false

  validation {
    condition     = var.alarm_errors >= 1 && var.alarm_errors <= 1000000 && floor(var.alarm_errors) == var.alarm_errors
    error_message = "alarm_errors must be a whole number, from 1 to 1000000."
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

variable "error_pattern" {
  description = "Filter pattern of CloudWatch for lines that tell of an error, such as ?ERROR ?Exception. They are counted."
  type        = string
  default     = null
}

variable "group_name" {
  description = "What is logged. Another name makes another group."
  type        = string
  default     = "app"
  nullable    = false

  validation {
    condition     = can(regex("^(?:[a-z0-9][a-z0-9_-]{0,62})$", var.group_name))
    error_message = "group_name must be made of lower-case letters, digits, '_' and '-', a letter or digit first, at most 63."
  }
}

variable "infrequent_access" {
  description = "Half the price for what is rarely looked at, without metrics, alarms or subscriptions. Changing it makes another group."
  type        = bool
  default     = false
  nullable    = false
}

variable "keep_on_destroy" {
  description = "Destroying the deployment leaves the logs where they are."
  type        = bool
  default     = false
  nullable    = false
}

variable "kms_key_arn" {
  description = "Key of your own that encrypts the logs; CloudWatch's own where left open."
  type        = string
  default     = null

  validation {
    condition     = var.kms_key_arn == null ? true : can(regex("^(?:arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]+)$", var.kms_key_arn))
    error_message = "kms_key_arn must be the ARN of a KMS key."
  }
}

variable "metrics" {
  description = "With cloudwatch there is an alarm for lines that error_pattern finds."
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

variable "retention_days" {
  description = "Days that logs are kept."
  type        = number
  default     = 30
  nullable    = false

  validation {
    condition     = contains([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], var.retention_days)
    error_message = "retention_days must be one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653."
  }
}
