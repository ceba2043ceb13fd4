# config 1.0.0

variable "prefix" {
  description = "Prefix of the names of all resources."
  type        = string
  nullable    = false
}

variable "settings" {
  description = "Names and values. No secrets; everybody who may read the deployment can read them."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = length(var.settings) <= 200
    error_message = "settings must be a collection of at most 200 items."
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
