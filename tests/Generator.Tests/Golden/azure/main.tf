# What is built, of which modules in which versions. Deployment, environment and parameters come from env/<environment>.tfvars.json.

locals {
  # Within every service's limits (29 characters), and another one for every deployment and environment.
  name = "${trim(substr(replace(lower(var.deployment_id), "_", "-"), 0, 18), "-")}-${substr(sha256("${var.environment}/${var.deployment_id}"), 0, 10)}"

  # The same for each instance that has a name of its own, with that in front.
  instance_names = {
    for instance in ["shop"] : replace(instance, "-", "_") =>
    "${trim(substr("${instance}-${replace(lower(var.deployment_id), "_", "-")}", 0, 18), "-")}-${substr(sha256("${var.environment}/${var.deployment_id}/${instance}"), 0, 10)}"
  }

  spec_tags = {
    "team" = "shop"
  }

  tags = merge(var.labels, local.spec_tags, {
    "infra-agent:deployment"  = var.deployment_id
    "infra-agent:environment" = var.environment
  })
}

# bucket 1.0.0
module "bucket" {
  source = "./modules/bucket"

  action_group_ids           = module.log_group.action_group_ids
  endpoint_subnet_ids        = module.vpc.endpoint_subnet_ids
  location                   = var.azure_location
  log_analytics_workspace_id = module.log_group.id
  logging                    = "log-analytics"
  metrics                    = "azure-monitor"
  prefix                     = local.name
  private_dns_zone_ids       = module.vpc.private_dns_zone_ids
  resource_group_name        = local.resource_group_name
  tags                       = local.tags
}

# container-environment 1.0.0
module "container_environment" {
  source = "./modules/container-environment"

  app_subnet_ids             = module.vpc.app_subnet_ids
  client_cidrs               = ["0.0.0.0/0"]
  load_balancer              = "public"
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

# postgres 1.0.0
module "postgres" {
  source = "./modules/postgres"

  action_group_ids           = module.log_group.action_group_ids
  location                   = var.azure_location
  log_analytics_workspace_id = module.log_group.id
  logging                    = "log-analytics"
  metrics                    = "azure-monitor"
  prefix                     = local.name
  private_dns_zone_ids       = module.vpc.private_dns_zone_ids
  resource_group_name        = local.resource_group_name
  subnet_ids                 = module.vpc.database_subnet_ids
  tags                       = local.tags
}

# container-app 1.0.0
module "shop" {
  source = "./modules/container-app"

  action_group_ids         = module.log_group.action_group_ids
  autoscaling_cpu_percent  = 70
  autoscaling_max_count    = 12
  autoscaling_min_count    = 2
  bucket_environment       = module.bucket.environment
  bucket_roles             = module.bucket.roles
  client_cidrs             = var.shop_client_cidrs
  container_environment_id = module.container_environment.id
  container_image          = "ghcr.io/example/shop:1.4.0"
  container_port           = 8080
  cpu                      = 500
  database_environment     = module.postgres.environment
  database_roles           = module.postgres.roles
  database_secrets         = module.postgres.secrets
  database_server_names    = module.postgres.entra_server_names
  desired_count            = 2
  domain_name              = "shop.example.com"
  environment_variables = {
    "GREETING" = "Hello"
  }
  health_check_grace_seconds    = 60
  health_check_interval_seconds = 10
  health_check_path             = "/healthz"
  health_check_retries          = 3
  health_check_timeout_seconds  = 2
  https                         = true
  load_balancer                 = "public"
  location                      = var.azure_location
  memory                        = 1024
  metrics                       = "azure-monitor"
  network_cidrs                 = module.vpc.cidr_blocks
  prefix                        = local.instance_names.shop
  resource_group_name           = local.resource_group_name
  roles                         = var.roles
  secrets = {
    "SESSION_KEY" = "azure-kv://shop-vault/session-key"
  }
  tags                = local.tags
  tracing_environment = module.container_environment.tracing_environment
  tracing_roles       = module.container_environment.tracing_roles
}

# vpc 1.0.0
module "vpc" {
  source = "./modules/vpc"

  cidr                                = "10.32.0.0/16"
  location                            = var.azure_location
  log_analytics_workspace_customer_id = module.log_group.workspace_id
  log_analytics_workspace_id          = module.log_group.id
  logging                             = "log-analytics"
  prefix                              = local.name
  resource_group_name                 = local.resource_group_name
  tags                                = local.tags
}
