# vpc 1.0.0

variable "cidr" {
  description = "IPv4 block of the network. Half of it is for pods, a quarter for the private subnet, an eighth for managed services such as Cloud SQL."
  type        = string
  nullable    = false

  validation {
    condition     = try(cidrsubnet(var.cidr, 0, 0) == var.cidr && tonumber(split("/", var.cidr)[1]) >= 8 && tonumber(split("/", var.cidr)[1]) <= 20, false)
    error_message = "cidr must be an IPv4 block with a prefix from /8 to /20 and no bits set beyond it."
  }
}

variable "flow_log_sampling" {
  description = "Share of the connections that flow logs record."
  type        = number
  default     = 0.5
  nullable    = false

  validation {
    condition     = var.flow_log_sampling >= 0.01 && var.flow_log_sampling <= 1
    error_message = "flow_log_sampling must be from 0.01 to 1."
  }
}

variable "iap_ssh" {
  description = "Machines of the network are reached by SSH through Identity-Aware Proxy, which asks who it is. Otherwise by nobody."
  type        = bool
  default     = false
  nullable    = false
}

variable "logging" {
  description = "With cloud-logging, the subnet has flow logs, and NAT and firewall tell what they turned away."
  type        = string
  default     = "none"
  nullable    = false

  validation {
    condition     = contains(["none", "cloud-logging"], var.logging)
    error_message = "logging must be one of none, cloud-logging."
  }
}

variable "nat" {
  description = "What has no public address reaches the Internet, through Cloud NAT."
  type        = bool
  default     = true
  nullable    = false
}

variable "nat_addresses" {
  description = "Addresses that are reserved for Cloud NAT, so that others can let them in. With 0, Google takes and changes them as needed."
  type        = number
  default     = 1
  nullable    = false

  validation {
    condition     = var.nat_addresses >= 0 && var.nat_addresses <= 16 && floor(var.nat_addresses) == var.nat_addresses
    error_message = "nat_addresses must be a whole number, from 0 to 16."
  }
}

variable "prefix" {
  description = "Prefix of the names of all resources."
  type        = string
  nullable    = false
}

variable "private_run" {
  description = "Services of Cloud Run are called through the network, as those with internal ingress have to be, by names of run.app that lead to Google's private addresses."
  type        = bool
  default     = true
  nullable    = false
}

variable "private_services" {
  description = "Managed services such as Cloud SQL get addresses in the network, by a peering with Google's."
  type        = bool
  default     = true
  nullable    = false
}

variable "proxy_subnet" {
  description = "A subnet for the proxies of internal load balancers, which clusters also use. A network has one for each region."
  type        = bool
  default     = false
  nullable    = false
}

variable "region" {
  description = "Region of the subnets."
  type        = string
  nullable    = false
}
