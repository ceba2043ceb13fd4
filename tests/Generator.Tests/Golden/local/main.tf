# What is built, of which modules in which versions. Deployment, environment and parameters come from env/<environment>.tfvars.json.

locals {
  # Within every service's limits (29 characters), and another one for every deployment and environment.
  name = "${trim(substr(replace(lower(var.deployment_id), "_", "-"), 0, 18), "-")}-${substr(sha256("${var.environment}/${var.deployment_id}"), 0, 10)}"

  spec_tags = {
    "team" = "platform"
  }

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
  }
  tags = local.tags
}

# network 1.0.0
module "network" {
  source = "./modules/network"

  cidr    = "10.20.0.0/16"
  prefix  = local.name
  subnets = 3
  tags    = local.tags
}

# service 1.0.0
module "service" {
  source = "./modules/service"

  config_revision = module.config.revision
  image           = var.image
  logging         = "stdout"
  metrics         = "prometheus"
  port            = var.port
  prefix          = local.name
  replicas        = 3
  subnet_cidrs    = module.network.subnet_cidrs
  tags            = local.tags
}
