# iam-role 1.0.0

variable "allowed_permissions" {
  description = "Permissions that the account has in the project, through a role of its own."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.allowed_permissions) <= 200
    error_message = "allowed_permissions must be a collection of at most 200 items."
  }

  validation {
    condition     = alltrue([for item in var.allowed_permissions : can(regex("^(?:[a-z][A-Za-z0-9]*\\.[A-Za-z0-9]+(\\.[A-Za-z0-9]+)+)$", item))])
    error_message = "allowed_permissions must be a list whose items are a permission such as pubsub.topics.publish."
  }
}

variable "bucket_names" {
  description = "Buckets that the account has bucket_role on."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.bucket_names) <= 20
    error_message = "bucket_names must be a collection of at most 20 items."
  }
}

variable "bucket_role" {
  description = "What the account may do with bucket_names."
  type        = string
  default     = "roles/storage.objectViewer"
  nullable    = false

  validation {
    condition     = contains(["roles/storage.objectViewer", "roles/storage.objectCreator", "roles/storage.objectUser", "roles/storage.objectAdmin"], var.bucket_role)
    error_message = "bucket_role must be one of roles/storage.objectViewer, roles/storage.objectCreator, roles/storage.objectUser, roles/storage.objectAdmin."
  }
}

variable "condition" {
  description = "What must hold for the rights in the project, as an expression of IAM conditions. Left open, they always hold."
  type        = string
  default     = null
}

variable "database_instances" {
  description = "Instances of Cloud SQL that the account is a user of, signing in with a token. What it may do there is granted in the database."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.database_instances) <= 10
    error_message = "database_instances must be a collection of at most 10 items."
  }

  validation {
    condition     = alltrue([for item in var.database_instances : can(regex("^(?:[a-z][a-z0-9-]{0,96}[a-z0-9])$", item))])
    error_message = "database_instances must be a list whose items are the name of an instance."
  }
}

variable "kubernetes_accounts" {
  description = "Service accounts of the project's GKE clusters that act as this one, by Workload Identity."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.kubernetes_accounts) <= 20
    error_message = "kubernetes_accounts must be a collection of at most 20 items."
  }

  validation {
    condition     = alltrue([for item in var.kubernetes_accounts : can(regex("^(?:[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?/[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?)$", item))])
    error_message = "kubernetes_accounts must be a list whose items are namespace/name."
  }
}

variable "oidc_attributes" {
  description = "Identities that act as this account, by an attribute of oidc_claims, such as repository/owner/name."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.oidc_attributes) <= 50
    error_message = "oidc_attributes must be a collection of at most 50 items."
  }

  validation {
    condition     = alltrue([for item in var.oidc_attributes : can(regex("^(?:[a-z0-9_]+/[A-Za-z0-9_./:@+=-]+)$", item))])
    error_message = "oidc_attributes must be a list whose items are an attribute and its value, such as repository/owner/name."
  }
}

variable "oidc_audience" {
  description = "Who the OIDC provider's tokens are for. Left open, the pool's provider itself."
  type        = string
  default     = null

  validation {
    condition     = var.oidc_audience == null ? true : can(regex("^(?:[A-Za-z0-9_./:-]+)$", var.oidc_audience))
    error_message = "oidc_audience must be an audience."
  }
}

variable "oidc_claims" {
  description = "Claims of the tokens that oidc_attributes and oidc_condition can name, by name of the attribute."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = length(var.oidc_claims) <= 50
    error_message = "oidc_claims must be a collection of at most 50 items."
  }

  validation {
    condition     = alltrue([for key in keys(var.oidc_claims) : can(regex("^(?:[a-z0-9_]{1,100})$", key))])
    error_message = "oidc_claims must be a map whose keys are made of lower-case letters, digits and '_'."
  }

  validation {
    condition     = alltrue([for value in values(var.oidc_claims) : can(regex("^(?:[A-Za-z0-9_.]+)$", value))])
    error_message = "oidc_claims must be a map whose values are the name of a claim such as repository."
  }
}

variable "oidc_condition" {
  description = "What must hold of a token for the pool to take it, such as assertion.repository_owner == \"owner\". Needed where the issuer serves others as well, as GitHub's and GitLab's do."
  type        = string
  default     = null
}

variable "oidc_issuer" {
  description = "OIDC provider whose identities act as this one, such as https://token.actions.githubusercontent.com. The module makes a pool for it."
  type        = string
  default     = null

  validation {
    condition     = var.oidc_issuer == null ? true : can(regex("^(?:https://[A-Za-z0-9.-]+(:[0-9]+)?(/[A-Za-z0-9._~/-]*)?)$", var.oidc_issuer))
    error_message = "oidc_issuer must be an https address."
  }
}

variable "oidc_pool" {
  description = "Pool of workload identities that is there already, instead of oidc_issuer."
  type        = string
  default     = null

  validation {
    condition     = var.oidc_pool == null ? true : can(regex("^(?:projects/[0-9]+/locations/global/workloadIdentityPools/[a-z0-9-]{4,32})$", var.oidc_pool))
    error_message = "oidc_pool must be the name of a pool, projects/NUMBER/locations/global/workloadIdentityPools/…."
  }
}

variable "oidc_subjects" {
  description = "Identities that act as this account, by their whole subject, such as repo:owner/name:ref:refs/heads/main."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.oidc_subjects) <= 50
    error_message = "oidc_subjects must be a collection of at most 50 items."
  }

  validation {
    condition     = alltrue([for item in var.oidc_subjects : can(regex("^(?:[A-Za-z0-9_./:@+=-]+)$", item))])
    error_message = "oidc_subjects must be a list whose items are a whole subject; no * stands for others."
  }
}

variable "prefix" {
  description = "Prefix of the names of all resources."
  type        = string
  nullable    = false
}

variable "project" {
  description = "Project that the account is in, and that it has rights in."
  type        = string
  nullable    = false
}

variable "project_roles" {
  description = "Roles that the account has in the project. The basic ones are refused."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.project_roles) <= 20
    error_message = "project_roles must be a collection of at most 20 items."
  }

  validation {
    condition     = alltrue([for item in var.project_roles : can(regex("^(?:roles/[A-Za-z0-9_]+\\.[A-Za-z0-9_.]+|(projects|organizations)/[a-z0-9:.-]+/roles/[A-Za-z0-9_.]+)$", item))])
    error_message = "project_roles must be a list whose items are a role such as roles/monitoring.metricWriter, and none of owner, editor and viewer."
  }
}

variable "purpose" {
  description = "What the account says of itself to people."
  type        = string
  default     = null
}

variable "role_name" {
  description = "What the account is for. Another name makes another account."
  type        = string
  default     = "app"
  nullable    = false

  validation {
    condition     = can(regex("^(?:[a-z0-9][a-z0-9-]{0,11})$", var.role_name))
    error_message = "role_name must be made of lower-case letters, digits and '-', a letter or digit first, at most 12."
  }
}

variable "secret_ids" {
  description = "Secrets that the account may read."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.secret_ids) <= 50
    error_message = "secret_ids must be a collection of at most 50 items."
  }
}

variable "subscription_ids" {
  description = "Subscriptions that the account may receive from."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.subscription_ids) <= 20
    error_message = "subscription_ids must be a collection of at most 20 items."
  }
}

variable "topic_ids" {
  description = "Topics that the account may send to."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.topic_ids) <= 20
    error_message = "topic_ids must be a collection of at most 20 items."
  }
}

variable "trusted_members" {
  description = "Accounts and groups that may act as this one, by tokens that live shortly."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.trusted_members) <= 20
    error_message = "trusted_members must be a collection of at most 20 items."
  }

  validation {
    condition     = alltrue([for item in var.trusted_members : can(regex("^(?:(user|group|serviceAccount|domain):[A-Za-z0-9_.+@-]+|principal(Set)?://iam\\.googleapis\\.com/.+)$", item))])
    error_message = "trusted_members must be a list whose items are an account such as serviceAccount:name@project.iam.gserviceaccount.com or group:name@example.com."
  }
}
