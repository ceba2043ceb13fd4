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

  deletion_protection = var.deletion_protection
  multi_az            = var.multi_az
  prefix              = local.name
  subnet_ids          = module.vpc.private_subnet_ids
  vpc_id              = module.vpc.id
}

# vpc 3.21.0
module "vpc" {
  source = "./modules/vpc"

  availability_zones = 2
  cidr               = "10.40.0.0/16"
  nat_gateways       = "none"
  prefix             = local.name
}
