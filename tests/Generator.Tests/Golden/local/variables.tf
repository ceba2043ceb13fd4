# What the parameter file sets.

variable "deployment_id" {
  description = "Id of the deployment."
  type        = string
  nullable    = false
}

variable "environment" {
  description = "Name of the environment."
  type        = string
  nullable    = false
}

variable "labels" {
  description = "Labels of the deployment, put on everything that takes tags."
  type        = map(string)
  nullable    = false
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

variable "port" {
  description = "Port that the replicas listen on."
  type        = number
  nullable    = false

  validation {
    condition     = var.port >= 1 && var.port <= 65535 && floor(var.port) == var.port
    error_message = "port must be a whole number, from 1 to 65535."
  }
}
