# network 1.0.0

variable "cidr" {
  description = "IPv4 block of the network."
  type        = string
  default     = "10.0.0.0/16"
  nullable    = false

  validation {
    condition     = try(cidrsubnet(var.cidr, 0, 0) == var.cidr && tonumber(split("/", var.cidr)[1]) >= 8 && tonumber(split("/", var.cidr)[1]) <= 24, false)
    error_message = "cidr must be an IPv4 block with a prefix from /8 to /24 and no bits set beyond it."
  }
}

variable "prefix" {
  description = "Prefix of the names of all resources."
  type        = string
  nullable    = false
}

variable "subnets" {
  description = "Number of subnets that the block is divided into."
  type        = number
  default     = 3
  nullable    = false

  validation {
    condition     = var.subnets >= 1 && var.subnets <= 16 && floor(var.subnets) == var.subnets
    error_message = "subnets must be a whole number, from 1 to 16."
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
