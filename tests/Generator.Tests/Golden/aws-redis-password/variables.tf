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

variable "aws_region" {
  description = "Region that everything is built in."
  type        = string
  nullable    = false

  validation {
    condition     = contains(["af-south-1", "ap-east-1", "ap-east-2", "ap-northeast-1", "ap-northeast-2", "ap-northeast-3", "ap-south-1", "ap-south-2", "ap-southeast-1", "ap-southeast-2", "ap-southeast-3", "ap-southeast-4", "ap-southeast-5", "ap-southeast-6", "ap-southeast-7", "ca-central-1", "ca-west-1", "cn-north-1", "cn-northwest-1", "eu-central-1", "eu-central-2", "eu-north-1", "eu-south-1", "eu-south-2", "eu-west-1", "eu-west-2", "eu-west-3", "il-central-1", "me-central-1", "me-south-1", "mx-central-1", "sa-east-1", "us-east-1", "us-east-2", "us-gov-east-1", "us-gov-west-1", "us-west-1", "us-west-2"], var.aws_region)
    error_message = "aws_region must be one of af-south-1, ap-east-1, ap-east-2, ap-northeast-1, ap-northeast-2, ap-northeast-3, ap-south-1, ap-south-2, ap-southeast-1, ap-southeast-2, ap-southeast-3, ap-southeast-4, ap-southeast-5, ap-southeast-6, ap-southeast-7, ca-central-1, ca-west-1, cn-north-1, cn-northwest-1, eu-central-1, eu-central-2, eu-north-1, eu-south-1, eu-south-2, eu-west-1, eu-west-2, eu-west-3, il-central-1, me-central-1, me-south-1, mx-central-1, sa-east-1, us-east-1, us-east-2, us-gov-east-1, us-gov-west-1, us-west-1, us-west-2."
  }
}

variable "password_secret_arn" {
  description = "Secret whose whole text is the user's password, 16 to 128 characters, there before the first rollout. Its value comes into the state, which the agent encrypts. Left open, the user has no password and connects with a token of IAM."
  type        = string

  validation {
    condition     = var.password_secret_arn == null ? true : can(regex("^(?:arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:[0-9]{12}:secret:[A-Za-z0-9/_+=.@!-]+)$", var.password_secret_arn))
    error_message = "password_secret_arn must be the ARN of a secret."
  }
}
