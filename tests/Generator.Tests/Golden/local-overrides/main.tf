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

# config 1.0.0
module "config" {
  source = "./modules/config"

  prefix = local.name
  settings = {
    "greeting" = "hello"
    "level"    = "warn"
  }
  tags = local.tags
}

# network 1.0.0
module "network" {
  source = "./modules/network"

  prefix  = local.name
  subnets = 4
  tags    = local.tags
}

# service 1.0.0
module "service" {
  source = "./modules/service"

  config_revision = module.config.revision
  image           = "ghcr.io/example/web:5.0.0"
  prefix          = local.name
  replicas        = var.replicas
  subnet_cidrs    = module.network.subnet_cidrs
  tags            = local.tags
}
