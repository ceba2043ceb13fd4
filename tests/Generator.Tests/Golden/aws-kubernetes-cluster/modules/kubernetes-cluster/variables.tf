# kubernetes-cluster 1.0.0

variable "administrator_arns" {
  description = "Roles and users that may do everything in the cluster. Whoever applies this bundle has no rights by that alone."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.administrator_arns) <= 20
    error_message = "administrator_arns must be a collection of at most 20 items."
  }

  validation {
    condition     = alltrue([for item in var.administrator_arns : can(regex("^(?:arn:aws[a-z-]*:iam::[0-9]{12}:(role|user)/[A-Za-z0-9_+=,.@/-]+)$", item))])
    error_message = "administrator_arns must be a list whose items are the ARN of a role or a user."
  }
}

variable "deletion_protection" {
  description = "AWS refuses to delete the cluster. Turn it off in a rollout of its own before destroying the deployment."
  type        = bool
  default     = true
  nullable    = false
}

variable "disk_key_arn" {
  description = "Key of your own that encrypts the nodes' disks, which the role of EC2 Auto Scaling may use; AWS' own where left open."
  type        = string
  default     = null

  validation {
    condition     = var.disk_key_arn == null ? true : can(regex("^(?:arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]+)$", var.disk_key_arn))
    error_message = "disk_key_arn must be the ARN of a KMS key."
  }
}

variable "extended_support" {
  description = "A version past its support stays, for more money. Otherwise AWS upgrades it then."
  type        = bool
  default     = false
  nullable    = false
}

variable "kubernetes_version" {
  description = "Version of Kubernetes. One step at a time, never back."
  type        = string
  default     = "1.33"
  nullable    = false

  validation {
    condition     = contains(["1.30", "1.31", "1.32", "1.33", "1.34"], var.kubernetes_version)
    error_message = "kubernetes_version must be one of 1.30, 1.31, 1.32, 1.33, 1.34."
  }
}

variable "log_kms_key_arn" {
  description = "Key of your own that encrypts the logs; CloudWatch's own key where left open."
  type        = string
  default     = null

  validation {
    condition     = var.log_kms_key_arn == null ? true : can(regex("^(?:arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]+)$", var.log_kms_key_arn))
    error_message = "log_kms_key_arn must be the ARN of a KMS key."
  }
}

variable "log_retention_days" {
  description = "Days that logs are kept."
  type        = number
  default     = 90
  nullable    = false

  validation {
    condition     = contains([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], var.log_retention_days)
    error_message = "log_retention_days must be one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653."
  }
}

variable "logging" {
  description = "With cloudwatch, the control plane logs what was asked of it, by whom, and what came of it."
  type        = string
  default     = "none"
  nullable    = false

  validation {
    condition     = contains(["none", "cloudwatch"], var.logging)
    error_message = "logging must be one of none, cloudwatch."
  }
}

variable "max_node_count" {
  description = "Most nodes."
  type        = number
  default     = 6
  nullable    = false

  validation {
    condition     = var.max_node_count >= 1 && var.max_node_count <= 450 && floor(var.max_node_count) == var.max_node_count
    error_message = "max_node_count must be a whole number, from 1 to 450."
  }
}

variable "min_node_count" {
  description = "Fewest nodes."
  type        = number
  default     = 2
  nullable    = false

  validation {
    condition     = var.min_node_count >= 0 && var.min_node_count <= 450 && floor(var.min_node_count) == var.min_node_count
    error_message = "min_node_count must be a whole number, from 0 to 450."
  }

  validation {
    condition     = var.min_node_count <= var.node_count
    error_message = "min_node_count must be at most node_count."
  }
}

variable "node_architecture" {
  description = "Processor of these machines."
  type        = string
  default     = "arm64"
  nullable    = false

  validation {
    condition     = contains(["arm64", "x86_64"], var.node_architecture)
    error_message = "node_architecture must be one of arm64, x86_64."
  }
}

variable "node_count" {
  description = "Number of nodes at the start. Afterwards it is an autoscaler's, or somebody's."
  type        = number
  default     = 3
  nullable    = false

  validation {
    condition     = var.node_count >= 0 && var.node_count <= 450 && floor(var.node_count) == var.node_count
    error_message = "node_count must be a whole number, from 0 to 450."
  }

  validation {
    condition     = var.node_count <= var.max_node_count
    error_message = "node_count must be at most max_node_count."
  }
}

variable "node_disk_gib" {
  description = "Disk of a node in GiB."
  type        = number
  default     = 50
  nullable    = false

  validation {
    condition     = var.node_disk_gib >= 20 && var.node_disk_gib <= 16384 && floor(var.node_disk_gib) == var.node_disk_gib
    error_message = "node_disk_gib must be a whole number, from 20 to 16384."
  }
}

variable "node_instance_types" {
  description = "Types of machines that nodes are, alike in size. Others make other nodes."
  type        = list(string)
  default     = ["m7g.large"]
  nullable    = false

  validation {
    condition     = length(var.node_instance_types) >= 1 && length(var.node_instance_types) <= 20
    error_message = "node_instance_types must be a collection of from 1 to 20 items."
  }

  validation {
    condition     = alltrue([for item in var.node_instance_types : can(regex("^(?:[a-z0-9-]+\\.[a-z0-9-]+)$", item))])
    error_message = "node_instance_types must be a list whose items are a type of machines such as m7g.large."
  }
}

variable "prefix" {
  description = "Prefix of the names of all resources."
  type        = string
  nullable    = false
}

variable "public_cidrs" {
  description = "IPv4 blocks that reach the API from the Internet. Left empty, it is reached from the network alone."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.public_cidrs) <= 40
    error_message = "public_cidrs must be a collection of at most 40 items."
  }

  validation {
    condition     = alltrue([for item in var.public_cidrs : try(cidrsubnet(item, 0, 0) == item && tonumber(split("/", item)[1]) >= 0 && tonumber(split("/", item)[1]) <= 32, false)])
    error_message = "public_cidrs must be a list whose items are an IPv4 block with a prefix from /0 to /32 and no bits set beyond it."
  }
}

variable "secrets_key_arn" {
  description = "Key of your own that encrypts secrets once more within the cluster's own storage. Cannot be taken back."
  type        = string
  default     = null

  validation {
    condition     = var.secrets_key_arn == null ? true : can(regex("^(?:arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]+)$", var.secrets_key_arn))
    error_message = "secrets_key_arn must be the ARN of a KMS key."
  }
}

variable "service_cidr" {
  description = "IPv4 block of the cluster's services, apart from everything that it talks to. Another one makes another cluster."
  type        = string
  default     = "172.20.0.0/16"
  nullable    = false

  validation {
    condition     = try(cidrsubnet(var.service_cidr, 0, 0) == var.service_cidr && tonumber(split("/", var.service_cidr)[1]) >= 12 && tonumber(split("/", var.service_cidr)[1]) <= 24, false)
    error_message = "service_cidr must be an IPv4 block with a prefix from /12 to /24 and no bits set beyond it."
  }
}

variable "spot_nodes" {
  description = "Nodes are cheap and may be taken away at any time."
  type        = bool
  default     = false
  nullable    = false
}

variable "subnet_ids" {
  description = "Ids of the private subnets of control plane and nodes, of at least two availability zones."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(var.subnet_ids) >= 2 && length(var.subnet_ids) <= 16
    error_message = "subnet_ids must be a collection of from 2 to 16 items."
  }

  validation {
    condition     = alltrue([for item in var.subnet_ids : can(regex("^(?:subnet-[A-Za-z0-9]+)$", item))])
    error_message = "subnet_ids must be a list whose items are the id of a subnet, such as subnet-0a1b2c3d."
  }
}

variable "viewer_arns" {
  description = "Roles and users that may look at everything but secrets."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.viewer_arns) <= 50
    error_message = "viewer_arns must be a collection of at most 50 items."
  }

  validation {
    condition     = alltrue([for item in var.viewer_arns : can(regex("^(?:arn:aws[a-z-]*:iam::[0-9]{12}:(role|user)/[A-Za-z0-9_+=,.@/-]+)$", item))])
    error_message = "viewer_arns must be a list whose items are the ARN of a role or a user."
  }
}
