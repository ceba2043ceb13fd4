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
  public_cidrs               = ["198.51.100.0/24"]
  resource_group_name        = local.resource_group_name
  sku_tier                   = "Free"
  spot_nodes                 = true
  subnet_ids                 = module.vpc.private_subnet_ids
  tags                       = local.tags
}

# log-group 1.0.0
module "log_group" {
  source = "./modules/log-group"

  error_query         = "ContainerLogV2 | where LogMessage has \"ERROR\""
  location            = var.azure_location
  metrics             = "azure-monitor"
  prefix              = local.name
  resource_group_name = local.resource_group_name
  tags                = local.tags
}

# vpc 1.0.0
module "vpc" {
  source = "./modules/vpc"

  cidr                                = "10.60.0.0/16"
  location                            = var.azure_location
  log_analytics_workspace_customer_id = module.log_group.workspace_id
  log_analytics_workspace_id          = module.log_group.id
  logging                             = "log-analytics"
  prefix                              = local.name
  resource_group_name                 = local.resource_group_name
  tags                                = local.tags
}
