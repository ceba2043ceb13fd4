# What is built, of which modules in which versions. Deployment, environment and parameters come from env/<environment>.tfvars.json.

locals {
  # Within every service's limits (29 characters), and another one for every deployment and environment.
  name = "${trim(substr(replace(lower(var.deployment_id), "_", "-"), 0, 18), "-")}-${substr(sha256("${var.environment}/${var.deployment_id}"), 0, 10)}"

  # The same for each instance that has a name of its own, with that in front.
  instance_names = {
    for instance in ["orders-db"] : replace(instance, "-", "_") =>
    "${trim(substr("${instance}-${replace(lower(var.deployment_id), "_", "-")}", 0, 18), "-")}-${substr(sha256("${var.environment}/${var.deployment_id}/${instance}"), 0, 10)}"
  }

  spec_tags = {
    "stage" = "production"
    "team"  = "shop"
  }

  tags = merge(var.labels, local.spec_tags, {
    "infra-agent:deployment"  = var.deployment_id
    "infra-agent:environment" = var.environment
  })
}

# log-group 1.0.0
module "log_group" {
  source = "./modules/log-group"

  prefix = local.name
}

# postgres 1.1.0
module "orders_db" {
  source = "./modules/postgres"

  instance_class = var.instance_class
  prefix         = local.instance_names.orders_db
  read_replicas  = 1
  storage_gib    = 200
  subnet_ids     = module.vpc.private_subnet_ids
  vpc_id         = module.vpc.id
}

# vpc 3.21.0
module "vpc" {
  source = "./modules/vpc"

  cidr   = "10.40.0.0/16"
  prefix = local.name
}
