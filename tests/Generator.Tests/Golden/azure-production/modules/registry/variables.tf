# registry 1.0.0

variable "allowed_cidrs" {
  description = "Public IPv4 blocks that may connect over the internet. Premium alone can tell; left empty beside a private endpoint, nobody may."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.allowed_cidrs) <= 50
    error_message = "allowed_cidrs must be a collection of at most 50 items."
  }

  validation {
    condition     = alltrue([for item in var.allowed_cidrs : try(cidrsubnet(item, 0, 0) == item && tonumber(split("/", item)[1]) >= 8 && tonumber(split("/", item)[1]) <= 32, false)])
    error_message = "allowed_cidrs must be a list whose items are an IPv4 block with a prefix from /8 to /32 and no bits set beyond it."
  }
}

variable "endpoint_subnet_ids" {
  description = "Id of the subnet that the private endpoint is in. Premium alone has one; without it, the registry is reached over the internet, by identities that may."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.endpoint_subnet_ids) <= 1
    error_message = "endpoint_subnet_ids must be a collection of at most 1 items."
  }

  validation {
    condition     = alltrue([for item in var.endpoint_subnet_ids : can(regex("^(?:/subscriptions/[^/]+/resourceGroups/[^/]+/providers/Microsoft\\.Network/virtualNetworks/[^/]+/subnets/[^/]+)$", item))])
    error_message = "endpoint_subnet_ids must be a list whose items are the id of a subnet."
  }
}

variable "export" {
  description = "Images may be copied out of the registry by its own means. Without a way in over the internet alone can that be refused."
  type        = bool
  default     = false
  nullable    = false
}

variable "key_identity_id" {
  description = "Managed identity that may use the key. Needed with key_vault_key_id, and may have it before."
  type        = string
  default     = null

  validation {
    condition     = var.key_identity_id == null ? true : can(regex("^(?:/subscriptions/[^/]+/resourceGroups/[^/]+/providers/Microsoft\\.ManagedIdentity/userAssignedIdentities/[^/]+)$", var.key_identity_id))
    error_message = "key_identity_id must be the id of a user-assigned identity."
  }
}

variable "key_vault_key_id" {
  description = "Key of your own that encrypts the images of a Premium registry, by its address in Key Vault; Azure's own where left open. Setting it makes another registry."
  type        = string
  default     = null

  validation {
    condition     = var.key_vault_key_id == null ? true : can(regex("^(?:https://[a-z0-9-]+\\.vault\\.azure\\.net/keys/[A-Za-z0-9-]+(/[0-9a-f]{32})?)$", var.key_vault_key_id))
    error_message = "key_vault_key_id must be the address of a key, such as https://name.vault.azure.net/keys/name."
  }
}

variable "location" {
  description = "Region that everything is built in."
  type        = string
  nullable    = false
}

variable "log_analytics_workspace_id" {
  description = "Workspace that takes the logs; the module log-group makes one."
  type        = string
  default     = null

  validation {
    condition     = var.log_analytics_workspace_id == null ? true : can(regex("^(?:/subscriptions/[^/]+/resourceGroups/[^/]+/providers/Microsoft\\.OperationalInsights/workspaces/[^/]+)$", var.log_analytics_workspace_id))
    error_message = "log_analytics_workspace_id must be the id of a Log Analytics workspace."
  }
}

variable "logging" {
  description = "Where pushes, pulls and sign-ins are recorded."
  type        = string
  default     = "none"
  nullable    = false

  validation {
    condition     = contains(["none", "log-analytics"], var.logging)
    error_message = "logging must be one of none, log-analytics."
  }
}

variable "prefix" {
  description = "Prefix of the names of all resources."
  type        = string
  nullable    = false
}

variable "private_dns_zone_ids" {
  description = "Private DNS zones of the network by what they are for, of which registry is used. Without it, nobody enters the endpoint's name; a policy of the organisation may."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = length(var.private_dns_zone_ids) <= 50
    error_message = "private_dns_zone_ids must be a collection of at most 50 items."
  }
}

variable "puller_principal_ids" {
  description = "Users, groups and identities beyond the deployment's own that may pull, by object id."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.puller_principal_ids) <= 20
    error_message = "puller_principal_ids must be a collection of at most 20 items."
  }

  validation {
    condition     = alltrue([for item in var.puller_principal_ids : can(regex("^(?:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$", item))])
    error_message = "puller_principal_ids must be a list whose items are the object id of a user, a group or an identity."
  }
}

variable "pusher_principal_ids" {
  description = "Users, groups and identities beyond the deployment's own that may pull and push, by object id."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.pusher_principal_ids) <= 20
    error_message = "pusher_principal_ids must be a collection of at most 20 items."
  }

  validation {
    condition     = alltrue([for item in var.pusher_principal_ids : can(regex("^(?:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$", item))])
    error_message = "pusher_principal_ids must be a list whose items are the object id of a user, a group or an identity."
  }
}

variable "registry_name" {
  description = "Name of the registry, unique in the whole cloud. Left open, it is made from subscription and deployment. Another name makes another registry."
  type        = string
  default     = null

  validation {
    condition     = var.registry_name == null ? true : can(regex("^(?:[a-z0-9]{5,50})$", var.registry_name))
    error_message = "registry_name must be 5 to 50 lower-case letters and digits."
  }
}

variable "replica_locations" {
  description = "Regions that hold a copy of all images, of a Premium registry."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.replica_locations) <= 10
    error_message = "replica_locations must be a collection of at most 10 items."
  }

  validation {
    condition     = alltrue([for item in var.replica_locations : can(regex("^(?:[a-z]+[0-9]?)$", item))])
    error_message = "replica_locations must be a list whose items are a region such as northeurope."
  }
}

variable "repositories" {
  description = "Names of the repositories whose addresses are told. The registry makes a repository when the first image is pushed."
  type        = list(string)
  default     = ["app"]
  nullable    = false

  validation {
    condition     = length(var.repositories) >= 1 && length(var.repositories) <= 50
    error_message = "repositories must be a collection of from 1 to 50 items."
  }

  validation {
    condition     = alltrue([for item in var.repositories : can(regex("^(?:[a-z0-9]+([._-][a-z0-9]+)*(/[a-z0-9]+([._-][a-z0-9]+)*)*)$", item))])
    error_message = "repositories must be a list whose items are made of lower-case letters and digits with . _ - or / between them."
  }
}

variable "resource_group_name" {
  description = "Resource group that everything is built in."
  type        = string
  nullable    = false
}

variable "sku" {
  description = "Tier of the registry. Premium has a private endpoint, an end to images without a tag, copies in other regions and keys of your own."
  type        = string
  default     = "Premium"
  nullable    = false

  validation {
    condition     = contains(["Basic", "Standard", "Premium"], var.sku)
    error_message = "sku must be one of Basic, Standard, Premium."
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

variable "untagged_days" {
  description = "Days that images without a tag are kept; 0 keeps them for good. Of a Premium registry."
  type        = number
  default     = 7
  nullable    = false

  validation {
    condition     = var.untagged_days >= 0 && var.untagged_days <= 365 && floor(var.untagged_days) == var.untagged_days
    error_message = "untagged_days must be a whole number, from 0 to 365."
  }
}

variable "zone_redundancy" {
  description = "A Premium registry and its copies are in several zones. Regions without zones want it off. Changing it makes another registry."
  type        = bool
  default     = true
  nullable    = false
}
