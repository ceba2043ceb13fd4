# vpc 3.21.0

variable "availability_zones" {
  description = "Number of availability zones."
  type        = number
  default     = 3
  nullable    = false

  validation {
    condition     = var.availability_zones >= 2 && var.availability_zones <= 3 && floor(var.availability_zones) == var.availability_zones
    error_message = "availability_zones must be a whole number, from 2 to 3."
  }
}

variable "cidr" {
  description = "IPv4 block of the network. Each zone gets a quarter of it for private and a sixteenth for public addresses."
  type        = string
  nullable    = false

  validation {
    condition     = try(cidrsubnet(var.cidr, 0, 0) == var.cidr && tonumber(split("/", var.cidr)[1]) >= 16 && tonumber(split("/", var.cidr)[1]) <= 24, false)
    error_message = "cidr must be an IPv4 block with a prefix from /16 to /24 and no bits set beyond it."
  }
}

variable "flow_log_traffic" {
  description = "Traffic that the flow logs record."
  type        = string
  default     = "ALL"
  nullable    = false

  validation {
    condition     = contains(["ALL", "ACCEPT", "REJECT"], var.flow_log_traffic)
    error_message = "flow_log_traffic must be one of ALL, ACCEPT, REJECT."
  }
}

variable "log_kms_key_arn" {
  description = "Key of your own that encrypts the flow logs; CloudWatch's own key where left open."
  type        = string
  default     = null

  validation {
    condition     = var.log_kms_key_arn == null ? true : can(regex("^(?:arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]+)$", var.log_kms_key_arn))
    error_message = "log_kms_key_arn must be the ARN of a KMS key."
  }
}

variable "log_retention_days" {
  description = "Days that flow logs are kept."
  type        = number
  default     = 90
  nullable    = false

  validation {
    condition     = contains([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], var.log_retention_days)
    error_message = "log_retention_days must be one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653."
  }
}

variable "logging" {
  description = "Where flow logs go."
  type        = string
  default     = "none"
  nullable    = false

  validation {
    condition     = contains(["none", "cloudwatch"], var.logging)
    error_message = "logging must be one of none, cloudwatch."
  }
}

variable "nat_gateways" {
  description = "How private subnets reach the Internet. One gateway in every zone (per_zone), one for all of them (single), or not at all (none)."
  type        = string
  default     = "per_zone"
  nullable    = false

  validation {
    condition     = contains(["per_zone", "single", "none"], var.nat_gateways)
    error_message = "nat_gateways must be one of per_zone, single, none."
  }
}

variable "prefix" {
  description = "Prefix of the names of all resources."
  type        = string
  nullable    = false
}
