# What is built, of which modules in which versions. Deployment, environment and parameters come from env/<environment>.tfvars.json.

locals {
  # Within every service's limits (29 characters), and another one for every deployment and environment.
  name = "${trim(substr(replace(lower(var.deployment_id), "_", "-"), 0, 18), "-")}-${substr(sha256("${var.environment}/${var.deployment_id}"), 0, 10)}"

  spec_tags = {
    "team" = "shop"
  }

  tags = merge(var.labels, local.spec_tags, {
    "infra-agent:deployment"  = var.deployment_id
    "infra-agent:environment" = var.environment
  })
}

# container-app 1.0.0
module "container_app" {
  source = "./modules/container-app"

  action_group_ids                = module.log_group.action_group_ids
  autoscaling_concurrent_requests = 50
  autoscaling_max_count           = 10
  autoscaling_min_count           = 2
  certificate_id                  = "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/shared/providers/Microsoft.App/managedEnvironments/shared/certificates/shop"
  client_cidrs                    = ["10.40.0.0/16", "10.50.0.0/16"]
  container_environment_id        = module.container_environment.id
  container_image                 = "ghcr.io/example/shop:1.4.0"
  domain_name                     = "shop.example.com"
  environment_variables = {
    "GREETING" = "Hello"
  }
  health_check_path   = "/healthz"
  load_balancer       = "public"
  location            = var.azure_location
  metrics             = "azure-monitor"
  network_cidrs       = module.vpc.cidr_blocks
  prefix              = local.name
  resource_group_name = local.resource_group_name
  roles = {
    "Key Vault Secrets User" = "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/shared/providers/Microsoft.KeyVault/vaults/shop-vault"
  }
  scratch_volumes = {
    "cache" = "/var/cache/shop"
  }
  secrets = {
    "PAYMENT_TOKEN" = "azure-kv://shop-vault/payment-token"
  }
  tags                     = local.tags
  tracing_environment      = module.container_environment.tracing_environment
  tracing_roles            = module.container_environment.tracing_roles
  zone_name                = "example.com"
  zone_resource_group_name = "dns"
}

# container-environment 1.0.0
module "container_environment" {
  source = "./modules/container-environment"

  app_subnet_ids             = module.vpc.app_subnet_ids
  client_cidrs               = module.vpc.cidr_blocks
  location                   = var.azure_location
  log_analytics_workspace_id = module.log_group.id
  logging                    = "log-analytics"
  prefix                     = local.name
  resource_group_name        = local.resource_group_name
  security_group_names       = module.vpc.security_group_names
  tags                       = local.tags
  tracing                    = "application-insights"
  vpc_id                     = module.vpc.id
}

# log-group 1.0.0
module "log_group" {
  source = "./modules/log-group"

  alarm_emails        = ["oncall@example.com"]
  location            = var.azure_location
  metrics             = "azure-monitor"
  prefix              = local.name
  resource_group_name = local.resource_group_name
  tags                = local.tags
}

# vpc 1.0.0
module "vpc" {
  source = "./modules/vpc"

  cidr                                = "10.40.0.0/16"
  location                            = var.azure_location
  log_analytics_workspace_customer_id = module.log_group.workspace_id
  log_analytics_workspace_id          = module.log_group.id
  logging                             = "log-analytics"
  prefix                              = local.name
  resource_group_name                 = local.resource_group_name
  tags                                = local.tags
}
