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

# iam-role 1.0.0
module "iam_role" {
  source = "./modules/iam-role"

  location            = var.azure_location
  prefix              = local.name
  resource_group_name = local.resource_group_name
  role_name           = "worker"
  tags                = local.tags
}

# redis 1.0.0
module "redis" {
  source = "./modules/redis"

  action_group_ids = [
    "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/monitoring/providers/Microsoft.Insights/actionGroups/on-call",
  ]
  client_principal_ids = [module.iam_role.principal_id]
  clustering           = "oss"
  endpoint_subnet_ids = [
    "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/network/providers/Microsoft.Network/virtualNetworks/shared/subnets/endpoints",
  ]
  key_identity_id            = "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/security/providers/Microsoft.ManagedIdentity/userAssignedIdentities/keys"
  key_vault_key_id           = "https://keys-shared.vault.azure.net/keys/data"
  location                   = var.azure_location
  log_analytics_workspace_id = "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/monitoring/providers/Microsoft.OperationalInsights/workspaces/shared"
  logging                    = "log-analytics"
  max_memory_policy          = "allkeys-lru"
  metrics                    = "azure-monitor"
  prefix                     = local.name
  private_dns_zone_ids = {
    "redis-enterprise" = "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/network/providers/Microsoft.Network/privateDnsZones/privatelink.redis.azure.net"
  }
  redis_modules       = ["RedisBloom"]
  resource_group_name = local.resource_group_name
  sku_name            = "MemoryOptimized_M20"
  tags                = local.tags
}
