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

variable "autoscaling_max_count" {
  description = "Most instances that requests may start. Without it there is no autoscaling."
  type        = number
  default     = 40

  validation {
    condition     = var.autoscaling_max_count == null ? true : var.autoscaling_max_count >= 1 && var.autoscaling_max_count <= 1000 && floor(var.autoscaling_max_count) == var.autoscaling_max_count
    error_message = "autoscaling_max_count must be a whole number, from 1 to 1000."
  }
}

variable "container_image" {
  description = "Image of the container, of Artifact Registry or Docker Hub, such as europe-docker.pkg.dev/project/repository/name:tag, or by digest. Others need a remote repository of Artifact Registry."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^(?:([a-zA-Z0-9][a-zA-Z0-9.-]*(:[0-9]+)?/)?[a-z0-9]+([._-]+[a-z0-9]+)*(/[a-z0-9]+([._-]+[a-z0-9]+)*)*(:[a-zA-Z0-9_][a-zA-Z0-9_.-]*)?(@sha256:[a-f0-9]{64})?)$", var.container_image))
    error_message = "container_image must be a reference to an image such as europe-docker.pkg.dev/project/repository/name:tag."
  }
}

variable "gcp_project" {
  description = "Id of the project that everything is built in."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^(?:[a-z][a-z0-9-]{4,28}[a-z0-9])$", var.gcp_project))
    error_message = "gcp_project must be the id of a project, 6 to 30 lower-case letters, digits and '-', a letter first and no '-' last."
  }
}

variable "gcp_region" {
  description = "Region that everything is built in."
  type        = string
  nullable    = false

  validation {
    condition     = contains(["africa-south1", "asia-east1", "asia-east2", "asia-northeast1", "asia-northeast2", "asia-northeast3", "asia-south1", "asia-south2", "asia-southeast1", "asia-southeast2", "australia-southeast1", "australia-southeast2", "europe-central2", "europe-north1", "europe-north2", "europe-southwest1", "europe-west1", "europe-west2", "europe-west3", "europe-west4", "europe-west6", "europe-west8", "europe-west9", "europe-west10", "europe-west12", "me-central1", "me-central2", "me-west1", "northamerica-northeast1", "northamerica-northeast2", "northamerica-south1", "southamerica-east1", "southamerica-west1", "us-central1", "us-east1", "us-east4", "us-east5", "us-south1", "us-west1", "us-west2", "us-west3", "us-west4"], var.gcp_region)
    error_message = "gcp_region must be one of africa-south1, asia-east1, asia-east2, asia-northeast1, asia-northeast2, asia-northeast3, asia-south1, asia-south2, asia-southeast1, asia-southeast2, australia-southeast1, australia-southeast2, europe-central2, europe-north1, europe-north2, europe-southwest1, europe-west1, europe-west2, europe-west3, europe-west4, europe-west6, europe-west8, europe-west9, europe-west10, europe-west12, me-central1, me-central2, me-west1, northamerica-northeast1, northamerica-northeast2, northamerica-south1, southamerica-east1, southamerica-west1, us-central1, us-east1, us-east4, us-east5, us-south1, us-west1, us-west2, us-west3, us-west4."
  }
}
