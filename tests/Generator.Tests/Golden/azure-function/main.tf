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

# function 1.0.0
module "function" {
  source = "./modules/function"

  action_group_ids     = module.log_group.action_group_ids
  client_cidrs         = ["198.51.100.0/24"]
  code_runtime         = "python"
  code_runtime_version = "3.12"
  environment_variables = {
    "SIZES" = "64,128,256"
  }
  function_subnet_ids        = module.vpc.function_subnet_ids
  location                   = var.azure_location
  log_analytics_workspace_id = module.log_group.id
  logging                    = "log-analytics"
  metrics                    = "azure-monitor"
  prefix                     = local.name
  ready_instances            = 1
  resource_group_name        = local.resource_group_name
  tags                       = local.tags
  tracing                    = "application-insights"
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
