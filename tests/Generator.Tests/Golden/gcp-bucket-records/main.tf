# What is built, of which modules in which versions. Deployment, environment and parameters come from env/<environment>.tfvars.json.

locals {
  # Within every service's limits (29 characters), and another one for every deployment and environment.
  name = "${trim(substr(replace(lower(var.deployment_id), "_", "-"), 0, 18), "-")}-${substr(sha256("${var.environment}/${var.deployment_id}"), 0, 10)}"

  spec_tags = {}

  tags = merge(var.labels, local.spec_tags, {
    "infra-agent:deployment"  = var.deployment_id
    "infra-agent:environment" = var.environment
  })
}

# bucket 1.0.0
module "bucket" {
  source = "./modules/bucket"

  autoclass        = true
  bucket_name      = "shop-records-dev"
  delete_objects   = true
  prefix           = local.name
  project          = var.gcp_project
  region           = var.gcp_region
  retention_days   = 30
  soft_delete_days = 0
  versioning       = false
}
