# What is built, of which modules in which versions. Deployment, environment and parameters come from env/<environment>.tfvars.json.

locals {
  # Within every service's limits (29 characters), and another one for every deployment and environment.
  name = "${trim(substr(replace(lower(var.deployment_id), "_", "-"), 0, 18), "-")}-${substr(sha256("${var.environment}/${var.deployment_id}"), 0, 10)}"

  # The same for each instance that has a name of its own, with that in front.
  instance_names = {
    for instance in ["mail"] : replace(instance, "-", "_") =>
    "${trim(substr("${instance}-${replace(lower(var.deployment_id), "_", "-")}", 0, 18), "-")}-${substr(sha256("${var.environment}/${var.deployment_id}/${instance}"), 0, 10)}"
  }

  spec_tags = {}

  tags = merge(var.labels, local.spec_tags, {
    "infra-agent:deployment"  = var.deployment_id
    "infra-agent:environment" = var.environment
  })
}

# dns-record 1.0.0
module "dns_record" {
  source = "./modules/dns-record"

  alias_resource_ids       = module.load_balancer.alias_resource_ids
  record_name              = "api.example.com"
  tags                     = local.tags
  zone_name                = "example.com"
  zone_resource_group_name = "dns"
}

# load-balancer 1.0.0
module "load_balancer" {
  source = "./modules/load-balancer"

  action_group_ids           = module.log_group.action_group_ids
  certificate_secret_id      = "https://certificates.vault.azure.net/secrets/front"
  certificate_vault_id       = "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/shared/providers/Microsoft.KeyVault/vaults/certificates"
  client_cidrs               = ["0.0.0.0/0"]
  health_check_path          = "/healthz"
  location                   = var.azure_location
  log_analytics_workspace_id = module.log_group.id
  logging                    = "log-analytics"
  metrics                    = "azure-monitor"
  prefix                     = local.name
  public_subnet_ids          = module.vpc.public_subnet_ids
  resource_group_name        = local.resource_group_name
  security_group_names       = module.vpc.security_group_names
  tags                       = local.tags
  target_addresses           = ["10.40.0.4", "10.40.0.5"]
  target_port                = 8080
  target_protocol            = "HTTP"
}

# log-group 1.0.0
module "log_group" {
  source = "./modules/log-group"

  location            = var.azure_location
  metrics             = "azure-monitor"
  prefix              = local.name
  resource_group_name = local.resource_group_name
  tags                = local.tags
}

# dns-record 1.0.0
module "mail" {
  source = "./modules/dns-record"

  alias_resource_ids       = module.load_balancer.alias_resource_ids
  record_name              = "example.com"
  tags                     = local.tags
  type                     = "MX"
  values                   = ["10 mail.example.com", "20 mail2.example.com"]
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
