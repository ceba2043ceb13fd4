# What is built, of which modules in which versions. Deployment, environment and parameters come from env/<environment>.tfvars.json.

locals {
  # Within every service's limits (29 characters), and another one for every deployment and environment.
  name = "${trim(substr(replace(lower(var.deployment_id), "_", "-"), 0, 18), "-")}-${substr(sha256("${var.environment}/${var.deployment_id}"), 0, 10)}"

  # The same for each instance that has a name of its own, with that in front.
  instance_names = {
    for instance in ["reports-db", "web"] : replace(instance, "-", "_") =>
    "${trim(substr("${instance}-${replace(lower(var.deployment_id), "_", "-")}", 0, 18), "-")}-${substr(sha256("${var.environment}/${var.deployment_id}/${instance}"), 0, 10)}"
  }

  spec_tags = {}

  tags = merge(var.labels, local.spec_tags, {
    "infra-agent:deployment"  = var.deployment_id
    "infra-agent:environment" = var.environment
  })
}

# bucket 1.0.0
module "bucket" {
  source = "./modules/bucket.bucket"

  prefix = local.name
}

# postgres 1.1.0
module "postgres" {
  source = "./modules/postgres"

  prefix     = local.name
  subnet_ids = module.vpc.private_subnet_ids
  vpc_id     = module.vpc.id
}

# postgres 1.1.0
module "reports_db" {
  source = "./modules/postgres.reports-db"

  database   = "reports"
  prefix     = local.instance_names.reports_db
  subnet_ids = module.vpc.private_subnet_ids
  vpc_id     = module.vpc.id
}

# vpc 3.21.0
module "vpc" {
  source = "./modules/vpc"

  cidr   = "10.0.0.0/16"
  prefix = local.name
}

# load-balancer 1.0.0
module "web" {
  source = "./modules/load-balancer.web"

  client_cidrs       = module.vpc.cidr_blocks
  prefix             = local.instance_names.web
  private_subnet_ids = module.vpc.private_subnet_ids
  public_subnet_ids  = module.vpc.public_subnet_ids
  target_cidrs       = module.vpc.cidr_blocks
  vpc_id             = module.vpc.id
}
