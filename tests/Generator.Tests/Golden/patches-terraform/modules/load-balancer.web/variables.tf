# load-balancer 1.0.0

variable "access_log_bucket" {
  description = "Name of a bucket that takes a record of every request, and lets the balancers of its region write. Left open, none is made."
  type        = string
  default     = null

  validation {
    condition     = var.access_log_bucket == null ? true : can(regex("^(?:[a-z0-9][a-z0-9.-]{1,61}[a-z0-9])$", var.access_log_bucket))
    error_message = "access_log_bucket must be the name of a bucket."
  }
}

variable "alarm_errors" {
  description = "Answers of 500 to 599 in five minutes that are alarming."
  type        = number
  default     = 50
  nullable    = false

  validation {
    condition     = var.alarm_errors >= 1 && var.alarm_errors <= 1000000 && floor(var.alarm_errors) == var.alarm_errors
    error_message = "alarm_errors must be a whole number, from 1 to 1000000."
  }
}

variable "alarm_topic_arns" {
  description = "Topics that are told when an alarm begins and ends."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.alarm_topic_arns) <= 5
    error_message = "alarm_topic_arns must be a collection of at most 5 items."
  }

  validation {
    condition     = alltrue([for item in var.alarm_topic_arns : can(regex("^(?:arn:aws[a-z-]*:sns:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_-]+)$", item))])
    error_message = "alarm_topic_arns must be a list whose items are the ARN of an SNS topic."
  }
}

variable "certificate_arn" {
  description = "Certificate for HTTPS. Plain HTTP is then redirected; without one, HTTP is all there is."
  type        = string
  default     = null

  validation {
    condition     = var.certificate_arn == null ? true : can(regex("^(?:arn:aws[a-z-]*:(acm|iam):[a-z0-9-]*:[0-9]{12}:(certificate|server-certificate)/[A-Za-z0-9/_+=,.@-]+)$", var.certificate_arn))
    error_message = "certificate_arn must be the ARN of a certificate."
  }
}

variable "client_cidrs" {
  description = "IPv4 blocks that may call. For a public balancer, say so here with 0.0.0.0/0."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(var.client_cidrs) >= 1 && length(var.client_cidrs) <= 50
    error_message = "client_cidrs must be a collection of from 1 to 50 items."
  }

  validation {
    condition     = alltrue([for item in var.client_cidrs : try(cidrsubnet(item, 0, 0) == item && tonumber(split("/", item)[1]) >= 0 && tonumber(split("/", item)[1]) <= 32, false)])
    error_message = "client_cidrs must be a list whose items are an IPv4 block with a prefix from /0 to /32 and no bits set beyond it."
  }
}

variable "deletion_protection" {
  description = "AWS refuses to delete the balancer. Turn it off in a rollout of its own before destroying the deployment."
  type        = bool
  default     = false
  nullable    = false
}

variable "drain_seconds" {
  description = "Seconds that a target that leaves still gets to finish requests."
  type        = number
  default     = 30
  nullable    = false

  validation {
    condition     = var.drain_seconds >= 0 && var.drain_seconds <= 3600 && floor(var.drain_seconds) == var.drain_seconds
    error_message = "drain_seconds must be a whole number, from 0 to 3600."
  }
}

variable "health_check_path" {
  description = "Path that answers 200 to 399 when a target is healthy."
  type        = string
  default     = "/"
  nullable    = false

  validation {
    condition     = can(regex("^(?:/[A-Za-z0-9._~!$&'()*+,;=:@%/?-]*)$", var.health_check_path))
    error_message = "health_check_path must be a path that begins with /."
  }
}

variable "idle_timeout_seconds" {
  description = "Seconds after which a connection without traffic is closed."
  type        = number
  default     = 60
  nullable    = false

  validation {
    condition     = var.idle_timeout_seconds >= 1 && var.idle_timeout_seconds <= 4000 && floor(var.idle_timeout_seconds) == var.idle_timeout_seconds
    error_message = "idle_timeout_seconds must be a whole number, from 1 to 4000."
  }
}

variable "metrics" {
  description = "With cloudwatch there are alarms for targets that are unhealthy and for errors."
  type        = string
  default     = "none"
  nullable    = false

  validation {
    condition     = contains(["none", "cloudwatch"], var.metrics)
    error_message = "metrics must be one of none, cloudwatch."
  }
}

variable "prefix" {
  description = "Prefix of the names of all resources."
  type        = string
  nullable    = false
}

variable "private_subnet_ids" {
  description = "Ids of the subnets of a balancer that is not public."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.private_subnet_ids) <= 16
    error_message = "private_subnet_ids must be a collection of at most 16 items."
  }

  validation {
    condition     = alltrue([for item in var.private_subnet_ids : can(regex("^(?:subnet-[A-Za-z0-9]+)$", item))])
    error_message = "private_subnet_ids must be a list whose items are the id of a subnet, such as subnet-0a1b2c3d."
  }
}

variable "public" {
  description = "The balancer is reached from the Internet."
  type        = bool
  default     = false
  nullable    = false
}

variable "public_subnet_ids" {
  description = "Ids of the subnets of a public balancer."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.public_subnet_ids) <= 16
    error_message = "public_subnet_ids must be a collection of at most 16 items."
  }

  validation {
    condition     = alltrue([for item in var.public_subnet_ids : can(regex("^(?:subnet-[A-Za-z0-9]+)$", item))])
    error_message = "public_subnet_ids must be a list whose items are the id of a subnet, such as subnet-0a1b2c3d."
  }
}

variable "target_cidrs" {
  description = "IPv4 blocks that targets are in."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(var.target_cidrs) >= 1 && length(var.target_cidrs) <= 20
    error_message = "target_cidrs must be a collection of from 1 to 20 items."
  }

  validation {
    condition     = alltrue([for item in var.target_cidrs : try(cidrsubnet(item, 0, 0) == item && tonumber(split("/", item)[1]) >= 8 && tonumber(split("/", item)[1]) <= 32, false)])
    error_message = "target_cidrs must be a list whose items are an IPv4 block with a prefix from /8 to /32 and no bits set beyond it."
  }
}

variable "target_port" {
  description = "Port of the targets."
  type        = number
  default     = 8080
  nullable    = false

  validation {
    condition     = var.target_port >= 1 && var.target_port <= 65535 && floor(var.target_port) == var.target_port
    error_message = "target_port must be a whole number, from 1 to 65535."
  }
}

variable "target_protocol" {
  description = "How targets are called."
  type        = string
  default     = "HTTP"
  nullable    = false

  validation {
    condition     = contains(["HTTP", "HTTPS"], var.target_protocol)
    error_message = "target_protocol must be one of HTTP, HTTPS."
  }
}

variable "target_type" {
  description = "What is registered as a target, addresses or machines."
  type        = string
  default     = "ip"
  nullable    = false

  validation {
    condition     = contains(["ip", "instance"], var.target_type)
    error_message = "target_type must be one of ip, instance."
  }
}

variable "vpc_id" {
  description = "Id of the network."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^(?:vpc-[A-Za-z0-9]+)$", var.vpc_id))
    error_message = "vpc_id must be the id of a VPC, such as vpc-0a1b2c3d."
  }
}
