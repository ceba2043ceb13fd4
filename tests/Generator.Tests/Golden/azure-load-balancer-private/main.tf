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

# load-balancer 1.0.0
module "load_balancer" {
  source = "./modules/load-balancer"

  client_cidrs         = module.vpc.cidr_blocks
  firewall_mode        = "Detection"
  location             = var.azure_location
  max_capacity         = 2
  min_capacity         = 0
  prefix               = local.name
  private_ip_address   = "10.40.15.4"
  public               = false
  public_subnet_ids    = module.vpc.public_subnet_ids
  resource_group_name  = local.resource_group_name
  security_group_names = module.vpc.security_group_names
  tags                 = local.tags
  target_addresses     = ["10.40.0.4"]
  target_port          = 8080
  target_protocol      = "HTTP"
  zones                = []
}

# vpc 1.0.0
module "vpc" {
  source = "./modules/vpc"

  cidr                = "10.40.0.0/20"
  location            = var.azure_location
  nat_gateways        = "none"
  prefix              = local.name
  private_dns_zones   = []
  resource_group_name = local.resource_group_name
  tags                = local.tags
}
