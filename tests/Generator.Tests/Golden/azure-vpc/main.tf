# What is built, of which modules in which versions. Deployment, environment and parameters come from env/<environment>.tfvars.json.

locals {
  # Within every service's limits (29 characters), and another one for every deployment and environment.
  name = "${trim(substr(replace(lower(var.deployment_id), "_", "-"), 0, 18), "-")}-${substr(sha256("${var.environment}/${var.deployment_id}"), 0, 10)}"

  spec_tags = {
    "cost center" = "4711"
    "team"        = "network"
  }

  tags = merge(var.labels, local.spec_tags, {
    "infra-agent:deployment"  = var.deployment_id
    "infra-agent:environment" = var.environment
  })
}

# log-group 1.0.0
module "log_group" {
  source = "./modules/log-group"

  location            = var.azure_location
  prefix              = local.name
  resource_group_name = local.resource_group_name
  retention_days      = 365
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
