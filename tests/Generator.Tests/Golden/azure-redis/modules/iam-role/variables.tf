# iam-role 1.0.0

variable "allowed_actions" {
  description = "Actions that the identity may do on allowed_scopes, for which the deployment makes a role."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.allowed_actions) <= 100
    error_message = "allowed_actions must be a collection of at most 100 items."
  }

  validation {
    condition     = alltrue([for item in var.allowed_actions : can(regex("^(?:[A-Za-z][A-Za-z0-9.]*(/[A-Za-z0-9.]+|/\\*)+)$", item))])
    error_message = "allowed_actions must be a list whose items are an action such as Microsoft.Compute/virtualMachines/read."
  }
}

variable "allowed_data_actions" {
  description = "Actions on data that the identity may do on allowed_scopes, in the same role."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.allowed_data_actions) <= 100
    error_message = "allowed_data_actions must be a collection of at most 100 items."
  }

  validation {
    condition     = alltrue([for item in var.allowed_data_actions : can(regex("^(?:[A-Za-z][A-Za-z0-9.]*(/[A-Za-z0-9.]+|/\\*)+)$", item))])
    error_message = "allowed_data_actions must be a list whose items are an action such as Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read."
  }
}

variable "allowed_scopes" {
  description = "What the identity may do allowed_actions and allowed_data_actions on, by id."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.allowed_scopes) <= 20
    error_message = "allowed_scopes must be a collection of at most 20 items."
  }

  validation {
    condition     = alltrue([for item in var.allowed_scopes : can(regex("^(?:/subscriptions/[^/]+(/.+)?)$", item))])
    error_message = "allowed_scopes must be a list whose items are the id of a resource or a resource group."
  }
}

variable "location" {
  description = "Region that everything is built in."
  type        = string
  nullable    = false
}

variable "oidc_audience" {
  description = "Who the issuer's tokens are for."
  type        = string
  default     = "api://AzureADTokenExchange"
  nullable    = false

  validation {
    condition     = can(regex("^(?:[A-Za-z0-9_./:-]+)$", var.oidc_audience))
    error_message = "oidc_audience must be an audience such as api://AzureADTokenExchange."
  }
}

variable "oidc_issuer" {
  description = "Issuer whose identities may act as this one, such as that of GitHub or of a Kubernetes cluster."
  type        = string
  default     = null

  validation {
    condition     = var.oidc_issuer == null ? true : can(regex("^(?:https://[A-Za-z0-9.-]+(/[A-Za-z0-9._~/-]*)?)$", var.oidc_issuer))
    error_message = "oidc_issuer must be an address that begins with https://."
  }
}

variable "oidc_subjects" {
  description = "Identities of the issuer, such as repo:owner/name:ref:refs/heads/main or system:serviceaccount:namespace:name. Azure knows no patterns here."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.oidc_subjects) <= 20
    error_message = "oidc_subjects must be a collection of at most 20 items."
  }

  validation {
    condition     = alltrue([for item in var.oidc_subjects : can(regex("^(?:[A-Za-z0-9_./:@-]+)$", item))])
    error_message = "oidc_subjects must be a list whose items are a subject without patterns."
  }
}

variable "prefix" {
  description = "Prefix of the names of all resources."
  type        = string
  nullable    = false
}

variable "resource_group_name" {
  description = "Resource group that everything is built in."
  type        = string
  nullable    = false
}

variable "role_name" {
  description = "What the identity is for. Another name makes another identity."
  type        = string
  default     = "app"
  nullable    = false

  validation {
    condition     = can(regex("^(?:[a-z0-9][a-z0-9_-]{0,30})$", var.role_name))
    error_message = "role_name must be made of lower-case letters, digits, '_' and '-', a letter or digit first, at most 31."
  }
}

variable "roles" {
  description = "Roles of Azure that the identity has, each with the id of what it has it on. After a # and any word, a role can be named again: Reader and Reader#logs."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = length(var.roles) <= 50
    error_message = "roles must be a collection of at most 50 items."
  }

  validation {
    condition     = alltrue([for key in keys(var.roles) : can(regex("^(?:[A-Za-z][A-Za-z0-9 ()/,._-]*(#[A-Za-z0-9_-]+)?)$", key))])
    error_message = "roles must be a map whose keys are names of roles, with or without."
  }

  validation {
    condition     = alltrue([for value in values(var.roles) : can(regex("^(?:/(subscriptions|providers/Microsoft\\.Management/managementGroups)/[^/]+(/.+)?)$", value))])
    error_message = "roles must be a map whose values are the id of a resource, a resource group, a subscription or a management group."
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
