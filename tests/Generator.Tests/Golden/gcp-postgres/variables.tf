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

variable "kms_key_name" {
  description = "Key of your own that encrypts storage and backups; Google's own where left open. Cloud SQL's service agent must be allowed to use it. Another key makes another server."
  type        = string

  validation {
    condition     = var.kms_key_name == null ? true : can(regex("^(?:projects/[a-z0-9:.-]+/locations/[a-z0-9-]+/keyRings/[A-Za-z0-9_-]+/cryptoKeys/[A-Za-z0-9_-]+)$", var.kms_key_name))
    error_message = "kms_key_name must be the name of a key, projects/…/locations/…/keyRings/…/cryptoKeys/…."
  }
}
