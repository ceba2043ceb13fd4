# secret 1.0.0

variable "kms_key_arn" {
  description = "Key of your own that encrypts the secret; Secrets Manager's own where left open. Other accounts can read only with one of your own."
  type        = string
  default     = null

  validation {
    condition     = var.kms_key_arn == null ? true : can(regex("^(?:arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]+)$", var.kms_key_arn))
    error_message = "kms_key_arn must be the ARN of a KMS key."
  }
}

variable "prefix" {
  description = "Prefix of the names of all resources."
  type        = string
  nullable    = false
}

variable "purpose" {
  description = "What the secret says of itself to people."
  type        = string
  default     = null
}

variable "reader_arns" {
  description = "Roles or accounts beyond this one's policies that may read, by ARN."
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

variable "recovery_days" {
  description = "Days that a deleted secret can be taken back."
  type        = number
  default     = 30
  nullable    = false

  validation {
    condition     = var.recovery_days >= 7 && var.recovery_days <= 30 && floor(var.recovery_days) == var.recovery_days
    error_message = "recovery_days must be a whole number, from 7 to 30."
  }
}

variable "replica_regions" {
  description = "Regions that hold a copy of the secret."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.replica_regions) <= 10
    error_message = "replica_regions must be a collection of at most 10 items."
  }

  validation {
    condition     = alltrue([for item in var.replica_regions : can(regex("^(?:[a-z]{2}(-[a-z]+)+-[0-9])$", item))])
    error_message = "replica_regions must be a list whose items are a region such as eu-west-1."
  }
}

variable "rotation_days" {
  description = "Days after which the function is asked to change the value."
  type        = number
  default     = 30
  nullable    = false

  validation {
    condition     = var.rotation_days >= 1 && var.rotation_days <= 1000 && floor(var.rotation_days) == var.rotation_days
    error_message = "rotation_days must be a whole number, from 1 to 1000."
  }
}

variable "rotation_function_arn" {
  description = "Lambda function that changes the value. Left open, nothing changes it."
  type        = string
  default     = null

  validation {
    condition     = var.rotation_function_arn == null ? true : can(regex("^(?:arn:aws[a-z-]*:lambda:[a-z0-9-]+:[0-9]{12}:function:[A-Za-z0-9_-]+(:[A-Za-z0-9_$-]+)?)$", var.rotation_function_arn))
    error_message = "rotation_function_arn must be the ARN of a Lambda function."
  }
}

variable "rotation_hours" {
  description = "Hours that a rotation may take to begin."
  type        = number
  default     = 4
  nullable    = false

  validation {
    condition     = var.rotation_hours >= 1 && var.rotation_hours <= 24 && floor(var.rotation_hours) == var.rotation_hours
    error_message = "rotation_hours must be a whole number, from 1 to 24."
  }
}

variable "secret_name" {
  description = "What the secret is for. The name is completed with characters of its own, since AWS keeps the names of deleted secrets for a while. Another name makes another secret."
  type        = string
  default     = "app"
  nullable    = false

  validation {
    condition     = can(regex("^(?:[a-z0-9][a-z0-9_-]{0,62})$", var.secret_name))
    error_message = "secret_name must be made of lower-case letters, digits, '_' and '-', a letter or digit first, at most 63."
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
