# iam-role 1.0.0

variable "allowed_actions" {
  description = "Actions that the role may do on allowed_resources."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.allowed_actions) <= 100
    error_message = "allowed_actions must be a collection of at most 100 items."
  }

  validation {
    condition     = alltrue([for item in var.allowed_actions : can(regex("^(?:[a-z0-9-]+:[A-Za-z][A-Za-z0-9]*\\*?)$", item))])
    error_message = "allowed_actions must be a list whose items are an action such as s3:GetObject or s3:List*."
  }
}

variable "allowed_resources" {
  description = "What the role may do allowed_actions on, by ARN."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.allowed_resources) <= 100
    error_message = "allowed_resources must be a collection of at most 100 items."
  }

  validation {
    condition     = alltrue([for item in var.allowed_resources : can(regex("^(?:arn:aws[a-z-]*:[a-z0-9-]+:[a-z0-9-]*:[0-9]*:[A-Za-z0-9_+=,.@:/*-]+)$", item))])
    error_message = "allowed_resources must be a list whose items are an ARN, whose last part may hold *."
  }
}

variable "external_id" {
  description = "What those of trusted_arns must say as well, against confused deputies. Not a secret."
  type        = string
  default     = null

  validation {
    condition     = var.external_id == null ? true : can(regex("^(?:[A-Za-z0-9_+=,.@:/-]{2,})$", var.external_id))
    error_message = "external_id must be at least two letters, digits or signs of _ + = , . @ : / -."
  }
}

variable "max_session_hours" {
  description = "Hours that the role can be kept on for."
  type        = number
  default     = 1
  nullable    = false

  validation {
    condition     = var.max_session_hours >= 1 && var.max_session_hours <= 12 && floor(var.max_session_hours) == var.max_session_hours
    error_message = "max_session_hours must be a whole number, from 1 to 12."
  }
}

variable "oidc_audience" {
  description = "Who the OIDC provider's tokens are for."
  type        = string
  default     = "sts.amazonaws.com"
  nullable    = false

  validation {
    condition     = can(regex("^(?:[A-Za-z0-9_./:-]+)$", var.oidc_audience))
    error_message = "oidc_audience must be an audience such as sts.amazonaws.com."
  }
}

variable "oidc_provider_arn" {
  description = "OIDC provider of this account whose identities take the role on, such as GitHub's or an EKS cluster's."
  type        = string
  default     = null

  validation {
    condition     = var.oidc_provider_arn == null ? true : can(regex("^(?:arn:aws[a-z-]*:iam::[0-9]{12}:oidc-provider/[A-Za-z0-9./_-]+)$", var.oidc_provider_arn))
    error_message = "oidc_provider_arn must be the ARN of an OIDC provider."
  }
}

variable "oidc_subjects" {
  description = "Identities of the OIDC provider, such as repo:owner/name:ref:refs/heads/main or system:serviceaccount:namespace:name. A * stands for any text."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.oidc_subjects) <= 50
    error_message = "oidc_subjects must be a collection of at most 50 items."
  }

  validation {
    condition     = alltrue([for item in var.oidc_subjects : can(regex("^(?:[A-Za-z0-9_./:@*-]*[A-Za-z0-9][A-Za-z0-9_./:@*-]*)$", item))])
    error_message = "oidc_subjects must be a list whose items are a subject that is more than *."
  }
}

variable "permissions_boundary_arn" {
  description = "Policy that bounds what the role may do whatever else allows it."
  type        = string
  default     = null

  validation {
    condition     = var.permissions_boundary_arn == null ? true : can(regex("^(?:arn:aws[a-z-]*:iam::([0-9]{12}|aws):policy/[A-Za-z0-9_+=,.@/-]+)$", var.permissions_boundary_arn))
    error_message = "permissions_boundary_arn must be the ARN of a policy."
  }
}

variable "policy_arns" {
  description = "Policies that say what the role may do."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.policy_arns) <= 10
    error_message = "policy_arns must be a collection of at most 10 items."
  }

  validation {
    condition     = alltrue([for item in var.policy_arns : can(regex("^(?:arn:aws[a-z-]*:iam::([0-9]{12}|aws):policy/[A-Za-z0-9_+=,.@/-]+)$", item))])
    error_message = "policy_arns must be a list whose items are the ARN of a policy."
  }
}

variable "prefix" {
  description = "Prefix of the names of all resources."
  type        = string
  nullable    = false
}

variable "purpose" {
  description = "What the role says of itself to people."
  type        = string
  default     = null

  validation {
    condition     = var.purpose == null ? true : can(regex("^(?:[ -~]*)$", var.purpose))
    error_message = "purpose must be made of letters, digits and signs of ASCII."
  }
}

variable "role_name" {
  description = "What the role is for. Another name makes another role."
  type        = string
  default     = "app"
  nullable    = false

  validation {
    condition     = can(regex("^(?:[a-z0-9][a-z0-9_-]{0,30})$", var.role_name))
    error_message = "role_name must be made of lower-case letters, digits, '_' and '-', a letter or digit first, at most 31."
  }
}

variable "trusted_arns" {
  description = "Roles, users or accounts that take the role on, by ARN."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.trusted_arns) <= 20
    error_message = "trusted_arns must be a collection of at most 20 items."
  }

  validation {
    condition     = alltrue([for item in var.trusted_arns : can(regex("^(?:arn:aws[a-z-]*:iam::[0-9]{12}:(root|(role|user)/[A-Za-z0-9_+=,.@/-]+))$", item))])
    error_message = "trusted_arns must be a list whose items are the ARN of a role, of a user, or of an account's root."
  }
}

variable "trusted_services" {
  description = "Services that take the role on, on behalf of this account alone."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.trusted_services) <= 10
    error_message = "trusted_services must be a collection of at most 10 items."
  }

  validation {
    condition     = alltrue([for item in var.trusted_services : can(regex("^(?:[a-z0-9.-]+\\.amazonaws\\.com(\\.cn)?)$", item))])
    error_message = "trusted_services must be a list whose items are a service such as lambda.amazonaws.com."
  }
}
