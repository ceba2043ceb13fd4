# kubernetes-cluster 1.0.0

variable "administrator_members" {
  description = "Members of IAM that may do everything in the clusters of the project, such as group:platform@example.com."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.administrator_members) <= 20
    error_message = "administrator_members must be a collection of at most 20 items."
  }

  validation {
    condition     = alltrue([for item in var.administrator_members : can(regex("^(?:(user|group|serviceAccount):[^:@ ]+@[a-z0-9.-]+)$", item))])
    error_message = "administrator_members must be a list whose items are a member such as group:platform@example.com."
  }
}

variable "binary_authorization" {
  description = "Only images that the project's policy of Binary Authorization lets through are run."
  type        = bool
  default     = false
  nullable    = false
}

variable "deletion_protection" {
  description = "Terraform refuses to delete the cluster. Turn it off in a rollout of its own before destroying the deployment."
  type        = bool
  default     = true
  nullable    = false
}

variable "dns_endpoint" {
  description = "The API is also reached by a name of its own from anywhere, by those whom IAM lets in."
  type        = bool
  default     = true
  nullable    = false
}

variable "kubernetes_version" {
  description = "Version of Kubernetes at least, such as 1.33. Left open, the channel's."
  type        = string
  default     = null

  validation {
    condition     = var.kubernetes_version == null ? true : can(regex("^(?:1\\.[0-9]{2}(\\.[0-9]+(-gke\\.[0-9]+)?)?)$", var.kubernetes_version))
    error_message = "kubernetes_version must be a version such as 1.33 or 1.33.2-gke.1240000."
  }
}

variable "logging" {
  description = "With cloud-logging, the control plane logs, too."
  type        = string
  default     = "none"
  nullable    = false

  validation {
    condition     = contains(["none", "cloud-logging"], var.logging)
    error_message = "logging must be one of none, cloud-logging."
  }
}

variable "maintenance_hour" {
  description = "Hour of the day, in UTC, that upgrades begin within four hours from."
  type        = number
  default     = 2
  nullable    = false

  validation {
    condition     = var.maintenance_hour >= 0 && var.maintenance_hour <= 23 && floor(var.maintenance_hour) == var.maintenance_hour
    error_message = "maintenance_hour must be a whole number, from 0 to 23."
  }
}

variable "metrics" {
  description = "With cloud-monitoring, the control plane and the objects of Kubernetes have metrics, too. Prometheus is always there."
  type        = string
  default     = "none"
  nullable    = false

  validation {
    condition     = contains(["none", "cloud-monitoring"], var.metrics)
    error_message = "metrics must be one of none, cloud-monitoring."
  }
}

variable "pods_range_name" {
  description = "Name of the subnet's range that pods get their addresses from."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^(?:[a-z]([a-z0-9-]{0,61}[a-z0-9])?)$", var.pods_range_name))
    error_message = "pods_range_name must be the name of a range."
  }
}

variable "prefix" {
  description = "Prefix of the names of all resources."
  type        = string
  nullable    = false
}

variable "project" {
  description = "Project of the cluster."
  type        = string
  nullable    = false
}

variable "public_cidrs" {
  description = "IPv4 blocks that reach the API from the Internet by its address. Left empty, it is reached from the network alone."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.public_cidrs) <= 50
    error_message = "public_cidrs must be a collection of at most 50 items."
  }

  validation {
    condition     = alltrue([for item in var.public_cidrs : try(cidrsubnet(item, 0, 0) == item && tonumber(split("/", item)[1]) >= 0 && tonumber(split("/", item)[1]) <= 32, false)])
    error_message = "public_cidrs must be a list whose items are an IPv4 block with a prefix from /0 to /32 and no bits set beyond it."
  }
}

variable "region" {
  description = "Region of the cluster, over all of its zones."
  type        = string
  nullable    = false
}

variable "release_channel" {
  description = "How soon Google upgrades the cluster to new versions of Kubernetes, from RAPID to EXTENDED, which keeps a version for two years, for more money."
  type        = string
  default     = "REGULAR"
  nullable    = false

  validation {
    condition     = contains(["RAPID", "REGULAR", "STABLE", "EXTENDED"], var.release_channel)
    error_message = "release_channel must be one of RAPID, REGULAR, STABLE, EXTENDED."
  }
}

variable "secrets_kms_key_id" {
  description = "Key of your own that encrypts secrets; Google's own where left open. GKE's agent has to be allowed to use it."
  type        = string
  default     = null

  validation {
    condition     = var.secrets_kms_key_id == null ? true : can(regex("^(?:projects/[a-z0-9-]+/locations/[a-z0-9-]+/keyRings/[A-Za-z0-9_-]+/cryptoKeys/[A-Za-z0-9_-]+)$", var.secrets_kms_key_id))
    error_message = "secrets_kms_key_id must be the id of a key of Cloud KMS."
  }
}

variable "security_group" {
  description = "Group of Google Workspace whose groups can be named in role bindings, gke-security-groups@ the domain."
  type        = string
  default     = null

  validation {
    condition     = var.security_group == null ? true : can(regex("^(?:gke-security-groups@[a-z0-9.-]+)$", var.security_group))
    error_message = "security_group must be a group such as gke-security-groups@example.com."
  }
}

variable "services_range_name" {
  description = "Name of the subnet's range that services get their addresses from."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^(?:[a-z]([a-z0-9-]{0,61}[a-z0-9])?)$", var.services_range_name))
    error_message = "services_range_name must be the name of a range."
  }
}

variable "subnet_ids" {
  description = "Id of the private subnet of the nodes. The first one is used."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(var.subnet_ids) >= 1 && length(var.subnet_ids) <= 16
    error_message = "subnet_ids must be a collection of from 1 to 16 items."
  }

  validation {
    condition     = alltrue([for item in var.subnet_ids : can(regex("^(?:projects/[a-z0-9-]+/regions/[a-z0-9-]+/subnetworks/[a-z0-9-]+)$", item))])
    error_message = "subnet_ids must be a list whose items are the id of a subnet, such as projects/example/regions/europe-west1/subnetworks/main."
  }
}

variable "viewer_members" {
  description = "Members of IAM that may look at everything but secrets in the clusters of the project."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.viewer_members) <= 20
    error_message = "viewer_members must be a collection of at most 20 items."
  }

  validation {
    condition     = alltrue([for item in var.viewer_members : can(regex("^(?:(user|group|serviceAccount):[^:@ ]+@[a-z0-9.-]+)$", item))])
    error_message = "viewer_members must be a list whose items are a member such as group:platform@example.com."
  }
}

variable "vpc_id" {
  description = "Id of the network."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^(?:projects/[a-z0-9-]+/global/networks/[a-z0-9-]+)$", var.vpc_id))
    error_message = "vpc_id must be the id of a network, such as projects/example/global/networks/main."
  }
}
