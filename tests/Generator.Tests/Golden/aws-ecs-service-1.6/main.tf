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

# ecs-service 1.6.0
module "ecs_service" {
  source = "./modules/ecs-service"

  container_image    = "ghcr.io/example/shop:1.4.0"
  host               = "shop.internal.example.com"
  load_balancer      = "internal"
  network_cidrs      = module.vpc.cidr_blocks
  prefix             = local.name
  private_subnet_ids = module.vpc.private_subnet_ids
  public_subnet_ids  = module.vpc.public_subnet_ids
  secret_references = {
    "SIGNING_KEY" = "aws-sm://prod/shop/signing-key"
  }
  vpc_id = module.vpc.id
}

# vpc 3.21.0
module "vpc" {
  source = "./modules/vpc"

  cidr   = "10.40.0.0/16"
  prefix = local.name
}
