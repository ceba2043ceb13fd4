# kubernetes-cluster 1.0.0

variable "action_group_ids" {
  description = "Action groups that are told when an alarm begins and ends; the module log-group tells its own."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.action_group_ids) <= 5
    error_message = "action_group_ids must be a collection of at most 5 items."
  }
}

variable "administrator_group_ids" {
  description = "Groups of Entra that may do everything in the cluster, by their object ids. Everybody else gets roles of Azure on it."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.administrator_group_ids) <= 20
    error_message = "administrator_group_ids must be a collection of at most 20 items."
  }

  validation {
    condition     = alltrue([for item in var.administrator_group_ids : can(regex("^(?:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$", item))])
    error_message = "administrator_group_ids must be a list whose items are the object id of a group."
  }
}

variable "encrypt_hosts" {
  description = "What nodes keep on their machine is encrypted as well. The subscription must have the feature EncryptionAtHost."
  type        = bool
  default     = false
  nullable    = false
}

variable "kubernetes_version" {
  description = "Version of Kubernetes. One step at a time, never back; its patches come by themselves."
  type        = string
  default     = "1.33"
  nullable    = false

  validation {
    condition     = contains(["1.31", "1.32", "1.33", "1.34"], var.kubernetes_version)
    error_message = "kubernetes_version must be one of 1.31, 1.32, 1.33, 1.34."
  }
}

variable "location" {
  description = "Region of the resources."
  type        = string
  nullable    = false
}

variable "log_analytics_workspace_id" {
  description = "Id of the workspace that logs go to; the module log-group tells it."
  type        = string
  default     = null

  validation {
    condition     = var.log_analytics_workspace_id == null ? true : can(regex("^(?:/subscriptions/[^/]+/resourceGroups/[^/]+/providers/Microsoft.OperationalInsights/workspaces/[^/]+)$", var.log_analytics_workspace_id))
    error_message = "log_analytics_workspace_id must be the id of a Log Analytics workspace."
  }
}

variable "logging" {
  description = "Where logs go. Needs the module log-group, or log_analytics_workspace_id."
  type        = string
  default     = "none"
  nullable    = false

  validation {
    condition     = contains(["none", "log-analytics"], var.logging)
    error_message = "logging must be one of none, log-analytics."
  }
}

variable "maintenance_day" {
  description = "Day on which the cluster and its nodes may be upgraded."
  type        = string
  default     = "Sunday"
  nullable    = false

  validation {
    condition     = contains(["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"], var.maintenance_day)
    error_message = "maintenance_day must be one of Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday."
  }
}

variable "maintenance_start" {
  description = "When that may begin, in UTC; it goes on for four hours at most."
  type        = string
  default     = "01:00"
  nullable    = false

  validation {
    condition     = can(regex("^(?:([01][0-9]|2[0-3]):[0-5][0-9])$", var.maintenance_start))
    error_message = "maintenance_start must be a time such as 01:00."
  }
}

variable "max_node_count" {
  description = "Most nodes."
  type        = number
  default     = 6
  nullable    = false

  validation {
    condition     = var.max_node_count >= 1 && var.max_node_count <= 1000 && floor(var.max_node_count) == var.max_node_count
    error_message = "max_node_count must be a whole number, from 1 to 1000."
  }
}

variable "metrics" {
  description = "With azure-monitor there are alarms."
  type        = string
  default     = "none"
  nullable    = false

  validation {
    condition     = contains(["none", "azure-monitor"], var.metrics)
    error_message = "metrics must be one of none, azure-monitor."
  }
}

variable "min_node_count" {
  description = "Fewest nodes."
  type        = number
  default     = 2
  nullable    = false

  validation {
    condition     = var.min_node_count >= 0 && var.min_node_count <= 1000 && floor(var.min_node_count) == var.min_node_count
    error_message = "min_node_count must be a whole number, from 0 to 1000."
  }

  validation {
    condition     = var.min_node_count <= var.node_count
    error_message = "min_node_count must be at most node_count."
  }
}

variable "node_count" {
  description = "Number of nodes at the start. Afterwards it is the autoscaler's."
  type        = number
  default     = 3
  nullable    = false

  validation {
    condition     = var.node_count >= 0 && var.node_count <= 1000 && floor(var.node_count) == var.node_count
    error_message = "node_count must be a whole number, from 0 to 1000."
  }

  validation {
    condition     = var.node_count <= var.max_node_count
    error_message = "node_count must be at most max_node_count."
  }
}

variable "node_disk_gib" {
  description = "Disk of a node in GiB."
  type        = number
  default     = 64
  nullable    = false

  validation {
    condition     = var.node_disk_gib >= 30 && var.node_disk_gib <= 2048 && floor(var.node_disk_gib) == var.node_disk_gib
    error_message = "node_disk_gib must be a whole number, from 30 to 2048."
  }
}

variable "node_disk_type" {
  description = "Where nodes keep what is theirs. On the machine's own disk (Ephemeral), which not every size has enough of, or on one of the network (Managed)."
  type        = string
  default     = "Ephemeral"
  nullable    = false

  validation {
    condition     = contains(["Ephemeral", "Managed"], var.node_disk_type)
    error_message = "node_disk_type must be one of Ephemeral, Managed."
  }
}

variable "node_size" {
  description = "Size of the machines that everything else runs on."
  type        = string
  default     = "Standard_D4ads_v5"
  nullable    = false

  validation {
    condition     = can(regex("^(?:Standard_[A-Za-z0-9_-]+)$", var.node_size))
    error_message = "node_size must be a size of machines such as Standard_D4ads_v5."
  }
}

variable "pod_cidr" {
  description = "IPv4 block of the pods, apart from everything that they talk to. Another one makes another cluster."
  type        = string
  default     = "10.244.0.0/16"
  nullable    = false

  validation {
    condition     = try(cidrsubnet(var.pod_cidr, 0, 0) == var.pod_cidr && tonumber(split("/", var.pod_cidr)[1]) >= 8 && tonumber(split("/", var.pod_cidr)[1]) <= 20, false)
    error_message = "pod_cidr must be an IPv4 block with a prefix from /8 to /20 and no bits set beyond it."
  }
}

variable "prefix" {
  description = "Prefix of the names of all resources."
  type        = string
  nullable    = false
}

variable "public_cidrs" {
  description = "IPv4 blocks that reach the API from the Internet. Left empty, it is reached from the network alone. To and from empty makes another cluster."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.public_cidrs) <= 200
    error_message = "public_cidrs must be a collection of at most 200 items."
  }

  validation {
    condition     = alltrue([for item in var.public_cidrs : try(cidrsubnet(item, 0, 0) == item && tonumber(split("/", item)[1]) >= 0 && tonumber(split("/", item)[1]) <= 32, false)])
    error_message = "public_cidrs must be a list whose items are an IPv4 block with a prefix from /0 to /32 and no bits set beyond it."
  }
}

variable "registry_roles" {
  description = "Roles that nodes need to pull from a registry of your own, each with what it is needed on; the module registry tells them."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = length(var.registry_roles) <= 100
    error_message = "registry_roles must be a collection of at most 100 items."
  }
}

variable "resource_group_name" {
  description = "Resource group of the resources."
  type        = string
  nullable    = false
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

variable "sku_tier" {
  description = "What Azure promises of the control plane. Free promises nothing, Standard its availability, Premium also support for two years."
  type        = string
  default     = "Standard"
  nullable    = false

  validation {
    condition     = contains(["Free", "Standard", "Premium"], var.sku_tier)
    error_message = "sku_tier must be one of Free, Standard, Premium."
  }
}

variable "spot_nodes" {
  description = "These machines are cheap and may be taken away at any time. Pods must say that they bear it. Another choice makes other nodes."
  type        = bool
  default     = false
  nullable    = false
}

variable "subnet_ids" {
  description = "Id of the private subnet of the nodes, which has a NAT gateway."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(var.subnet_ids) >= 1 && length(var.subnet_ids) <= 1
    error_message = "subnet_ids must be a collection of from 1 to 1 items."
  }

  validation {
    condition     = alltrue([for item in var.subnet_ids : can(regex("^(?:/subscriptions/[^/]+/resourceGroups/[^/]+/providers/Microsoft.Network/virtualNetworks/[^/]+/subnets/[^/]+)$", item))])
    error_message = "subnet_ids must be a list whose items are the id of a subnet."
  }
}

variable "system_node_count" {
  description = "Number of these machines at the start, from two to five as they are needed afterwards."
  type        = number
  default     = 3
  nullable    = false

  validation {
    condition     = var.system_node_count >= 2 && var.system_node_count <= 5 && floor(var.system_node_count) == var.system_node_count
    error_message = "system_node_count must be a whole number, from 2 to 5."
  }
}

variable "system_node_size" {
  description = "Size of the machines that the cluster's own pods run on."
  type        = string
  default     = "Standard_D2ads_v5"
  nullable    = false

  validation {
    condition     = can(regex("^(?:Standard_[A-Za-z0-9_-]+)$", var.system_node_size))
    error_message = "system_node_size must be a size of machines such as Standard_D4ads_v5."
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

variable "zones" {
  description = "Availability zones that nodes are spread over; none in regions without them. Others make other nodes."
  type        = list(string)
  default     = ["1", "2", "3"]
  nullable    = false

  validation {
    condition     = length(var.zones) <= 3
    error_message = "zones must be a collection of at most 3 items."
  }

  validation {
    condition     = alltrue([for item in var.zones : contains(["1", "2", "3"], item)])
    error_message = "zones must be a list whose items are one of 1, 2, 3."
  }
}
