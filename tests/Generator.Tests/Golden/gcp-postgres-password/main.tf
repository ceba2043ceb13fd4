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

# postgres 1.0.0
module "postgres" {
  source = "./modules/postgres"

  allocated_ip_range  = "google-services"
  deletion_protection = false
  engine_version      = "16"
  final_backup        = false
  labels              = local.labels
  multi_az            = false
  password_secret     = "projects/shop-4711/secrets/legacy-db"
  prefix              = local.name
  project             = var.gcp_project
  region              = var.gcp_region
  vpc_id              = "projects/net-4711/global/networks/shared"
}
