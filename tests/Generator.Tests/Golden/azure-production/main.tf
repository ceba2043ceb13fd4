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

# container-app 1.0.0
module "container_app" {
  source = "./modules/container-app"

  action_group_ids         = module.log_group.action_group_ids
  autoscaling_max_count    = 10
  autoscaling_min_count    = 2
  bucket_environment       = module.bucket.environment
  bucket_roles             = module.bucket.roles
  cache_database_ids       = module.redis.database_ids
  cache_environment        = module.redis.environment
  cache_roles              = module.redis.roles
  cache_secrets            = module.redis.secrets
  container_environment_id = module.container_environment.id
  container_image          = "ghcr.io/example/shop:1.4.0"
  cpu                      = var.cpu
  database_environment     = module.postgres.environment
  database_roles           = module.postgres.roles
  database_secrets         = module.postgres.secrets
  database_server_names    = module.postgres.entra_server_names
  environment_variables = {
    "GREETING" = "Hello"
  }
  health_check_path     = "/healthz"
  load_balancer         = "public"
  location              = var.azure_location
  metrics               = "azure-monitor"
  network_cidrs         = module.vpc.cidr_blocks
  prefix                = local.name
  queue_environment     = module.queue.environment
  queue_roles           = module.queue.roles
  registry_login_server = module.registry.login_server
  registry_roles        = module.registry.roles
  resource_group_name   = local.resource_group_name
  secret_roles          = module.secret.roles
  secrets               = module.secret.secrets
  tags                  = local.tags
  tracing_environment   = module.container_environment.tracing_environment
  tracing_roles         = module.container_environment.tracing_roles
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

# dns-record 1.0.0
module "dns_record" {
  source = "./modules/dns-record"

  alias_resource_ids       = module.load_balancer.alias_resource_ids
  record_name              = "shop.example.com"
  tags                     = local.tags
  zone_name                = "example.com"
  zone_resource_group_name = "dns"
}

# function 1.0.0
module "function" {
  source = "./modules/function"

  action_group_ids           = module.log_group.action_group_ids
  bucket_environment         = module.bucket.environment
  bucket_roles               = module.bucket.roles
  code_runtime               = "node"
  code_runtime_version       = "22"
  function_subnet_ids        = module.vpc.function_subnet_ids
  location                   = var.azure_location
  log_analytics_workspace_id = module.log_group.id
  logging                    = "log-analytics"
  metrics                    = "azure-monitor"
  prefix                     = local.name
  queue_environment          = module.queue.environment
  queue_roles                = module.queue.roles
  readable_secrets           = module.secret.secrets
  resource_group_name        = local.resource_group_name
  secret_roles               = module.secret.roles
  tags                       = local.tags
  tracing                    = "application-insights"
}

# kubernetes-cluster 1.0.0
module "kubernetes_cluster" {
  source = "./modules/kubernetes-cluster"

  action_group_ids           = module.log_group.action_group_ids
  administrator_group_ids    = ["0f8fad5b-d9cb-469f-a165-70867728950e"]
  location                   = var.azure_location
  log_analytics_workspace_id = module.log_group.id
  logging                    = "log-analytics"
  metrics                    = "azure-monitor"
  prefix                     = local.name
  registry_roles             = module.registry.roles
  resource_group_name        = local.resource_group_name
  subnet_ids                 = module.vpc.private_subnet_ids
  tags                       = local.tags
}

# load-balancer 1.0.0
module "load_balancer" {
  source = "./modules/load-balancer"

  action_group_ids           = module.log_group.action_group_ids
  certificate_secret_id      = "https://certificates.vault.azure.net/secrets/shop"
  certificate_vault_id       = "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/shared/providers/Microsoft.KeyVault/vaults/certificates"
  client_cidrs               = ["0.0.0.0/0"]
  location                   = var.azure_location
  log_analytics_workspace_id = module.log_group.id
  logging                    = "log-analytics"
  metrics                    = "azure-monitor"
  prefix                     = local.name
  public_subnet_ids          = module.vpc.public_subnet_ids
  resource_group_name        = local.resource_group_name
  security_group_names       = module.vpc.security_group_names
  tags                       = local.tags
  target_host_names          = module.container_app.dns_names
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

# queue 1.0.0
module "queue" {
  source = "./modules/queue"

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

# redis 1.0.0
module "redis" {
  source = "./modules/redis"

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

# registry 1.0.0
module "registry" {
  source = "./modules/registry"

  endpoint_subnet_ids        = module.vpc.endpoint_subnet_ids
  location                   = var.azure_location
  log_analytics_workspace_id = module.log_group.id
  logging                    = "log-analytics"
  prefix                     = local.name
  private_dns_zone_ids       = module.vpc.private_dns_zone_ids
  repositories               = ["shop"]
  resource_group_name        = local.resource_group_name
  tags                       = local.tags
}

# secret 1.0.0
module "secret" {
  source = "./modules/secret"

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

# static-site 1.0.0
module "static_site" {
  source = "./modules/static-site"

  domain_names             = ["help.example.com"]
  location                 = var.azure_location
  prefix                   = local.name
  resource_group_name      = local.resource_group_name
  tags                     = local.tags
  zone_name                = "example.com"
  zone_resource_group_name = "dns"
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
