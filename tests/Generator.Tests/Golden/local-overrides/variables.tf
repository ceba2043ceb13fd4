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

variable "replicas" {
  description = "Number of replicas."
  type        = number
  default     = 5
  nullable    = false

  validation {
    condition     = var.replicas >= 0 && var.replicas <= 100 && floor(var.replicas) == var.replicas
    error_message = "replicas must be a whole number, from 0 to 100."
  }
}
