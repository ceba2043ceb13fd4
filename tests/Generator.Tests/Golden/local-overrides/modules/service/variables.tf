# service 1.0.0

variable "apply_seconds" {
  description = "Seconds that a rollout takes at least, between the replicas and the endpoint. For trying out what happens meanwhile."
  type        = number
  default     = 0
  nullable    = false

  validation {
    condition     = var.apply_seconds >= 0 && var.apply_seconds <= 600 && floor(var.apply_seconds) == var.apply_seconds
    error_message = "apply_seconds must be a whole number, from 0 to 600."
  }
}

variable "config_revision" {
  description = "Revision of the settings. A change replaces the replicas."
  type        = string
  default     = "none"
  nullable    = false
}

variable "environment_variables" {
  description = "Environment of every replica. No secrets."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = length(var.environment_variables) <= 100
    error_message = "environment_variables must be a collection of at most 100 items."
  }

  validation {
    condition     = alltrue([for key in keys(var.environment_variables) : can(regex("^(?:[A-Za-z_][A-Za-z0-9_]*)$", key))])
    error_message = "environment_variables must be a map whose keys are made of letters, digits and '_'."
  }
}

variable "image" {
  description = "Image that every replica runs, such as ghcr.io/owner/name:tag. A change replaces the replicas."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^(?:([a-zA-Z0-9][a-zA-Z0-9.-]*(:[0-9]+)?/)?[a-z0-9]+([._-]+[a-z0-9]+)*(/[a-z0-9]+([._-]+[a-z0-9]+)*)*(:[a-zA-Z0-9_][a-zA-Z0-9_.-]*)?(@sha256:[a-f0-9]{64})?)$", var.image))
    error_message = "image must be a reference to an image such as ghcr.io/owner/name:tag."
  }
}

variable "logging" {
  description = "Where the replicas log to."
  type        = string
  default     = "none"
  nullable    = false

  validation {
    condition     = contains(["none", "stdout"], var.logging)
    error_message = "logging must be one of none, stdout."
  }
}

variable "metrics" {
  description = "Who collects the replicas' metrics."
  type        = string
  default     = "none"
  nullable    = false

  validation {
    condition     = contains(["none", "prometheus"], var.metrics)
    error_message = "metrics must be one of none, prometheus."
  }
}

variable "port" {
  description = "Port that the replicas listen on."
  type        = number
  default     = 8080
  nullable    = false

  validation {
    condition     = var.port >= 1 && var.port <= 65535 && floor(var.port) == var.port
    error_message = "port must be a whole number, from 1 to 65535."
  }
}

variable "prefix" {
  description = "Prefix of the names of all resources."
  type        = string
  nullable    = false
}

variable "replicas" {
  description = "Number of replicas."
  type        = number
  default     = 1
  nullable    = false

  validation {
    condition     = var.replicas >= 0 && var.replicas <= 100 && floor(var.replicas) == var.replicas
    error_message = "replicas must be a whole number, from 0 to 100."
  }
}

variable "subnet_cidrs" {
  description = "IPv4 blocks that the replicas get their addresses from, in turn."
  type        = list(string)
  default     = ["127.0.0.0/8"]
  nullable    = false

  validation {
    condition     = length(var.subnet_cidrs) >= 1 && length(var.subnet_cidrs) <= 100
    error_message = "subnet_cidrs must be a collection of from 1 to 100 items."
  }

  validation {
    condition     = alltrue([for item in var.subnet_cidrs : try(cidrsubnet(item, 0, 0) == item && tonumber(split("/", item)[1]) >= 8 && tonumber(split("/", item)[1]) <= 28, false)])
    error_message = "subnet_cidrs must be a list whose items are an IPv4 block with a prefix from /8 to /28 and no bits set beyond it."
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

variable "tracing" {
  description = "Who collects the replicas' traces."
  type        = string
  default     = "none"
  nullable    = false

  validation {
    condition     = contains(["none", "otlp"], var.tracing)
    error_message = "tracing must be one of none, otlp."
  }
}
