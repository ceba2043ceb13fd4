# Credentials come from the environment of the process that applies.
provider "google" {
  project        = var.gcp_project
  region         = var.gcp_region
  default_labels = local.labels
}

locals {
  # Google's labels know neither capitals nor ':'. The specification's own were held against that; these two are made to fit.
  labels = { for name, value in local.tags : replace(name, ":", "-") => lower(value) }
}
