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

# redis 1.0.0
module "redis" {
  source = "./modules/redis"

  deletion_protection     = false
  labels                  = local.labels
  node_type               = "STANDARD_SMALL"
  persistence             = "rdb"
  prefix                  = local.name
  project                 = var.gcp_project
  region                  = var.gcp_region
  replicas                = 0
  snapshot_retention_days = 0
  subnet_ids              = module.vpc.private_subnet_ids
  vpc_id                  = module.vpc.id
  zone                    = "europe-west1-b"
}

# vpc 1.0.0
module "vpc" {
  source = "./modules/vpc"

  cidr   = "10.41.0.0/16"
  prefix = local.name
  region = var.gcp_region
}
