# log-group 1.0.0

variable "alarm_emails" {
  description = "Addresses that are told when an alarm of any module begins and ends."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.alarm_emails) <= 20
    error_message = "alarm_emails must be a collection of at most 20 items."
  }

  validation {
    condition     = alltrue([for item in var.alarm_emails : can(regex("^(?:[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+)$", item))])
    error_message = "alarm_emails must be a list whose items are an address of electronic mail."
  }
}

variable "alarm_errors" {
  description = "Rows in five minutes that are alarming."
  type        = number
  default     = 1
  nullable    = false

  validation {
    condition     = var.alarm_errors >= 1 && var.alarm_errors <= 1000000 && floor(var.alarm_errors) == var.alarm_errors
    error_message = "alarm_errors must be a whole number, from 1 to 1000000."
  }
}

variable "daily_quota_gb" {
  description = "Most that is taken in on a day; what comes then is lost. Without it there is no limit."
  type        = number
  default     = null

  validation {
    condition     = var.daily_quota_gb == null ? true : var.daily_quota_gb >= 0.1 && var.daily_quota_gb <= 10000
    error_message = "daily_quota_gb must be from 0.1 to 10000."
  }
}

variable "error_query" {
  description = "Query (KQL) whose rows tell of errors, such as ContainerAppConsoleLogs | where Log has \"ERROR\"."
  type        = string
  default     = null
}

variable "location" {
  description = "Region of the resources."
  type        = string
  nullable    = false
}

variable "metrics" {
  description = "With azure-monitor there is an alarm for rows that error_query finds."
  type        = string
  default     = "none"
  nullable    = false

  validation {
    condition     = contains(["none", "azure-monitor"], var.metrics)
    error_message = "metrics must be one of none, azure-monitor."
  }
}

variable "prefix" {
  description = "Prefix of the names of all resources."
  type        = string
  nullable    = false
}

variable "query_from_internet" {
  description = "The workspace can be asked from outside of private links, by whoever may read it."
  type        = bool
  default     = true
  nullable    = false
}

variable "resource_group_name" {
  description = "Resource group of the resources."
  type        = string
  nullable    = false
}

variable "retention_days" {
  description = "Days that logs are kept."
  type        = number
  default     = 30
  nullable    = false

  validation {
    condition     = var.retention_days >= 30 && var.retention_days <= 730 && floor(var.retention_days) == var.retention_days
    error_message = "retention_days must be a whole number, from 30 to 730."
  }
}

variable "tags" {
  description = "Tags of all resources."
  type        = map(string)
  nullable    = false

  validation {
    condition     = length(var.tags) <= 100
    error_message = "tags must be a collection of at most 100 items."
  }
}
