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

# postgres 1.0.0
module "postgres" {
  source = "./modules/postgres"

  action_group_ids = [
    "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/monitoring/providers/Microsoft.Insights/actionGroups/on-call",
  ]
  administrator_groups = {
    "database-administrators" = "0f8fad5b-d9cb-469f-a165-70867728950e"
  }
  alarm_connections          = 400
  backup_retention_days      = 35
  database                   = "shop"
  engine_version             = "16"
  extensions                 = ["pg_stat_statements", "uuid-ossp"]
  key_identity_id            = "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/security/providers/Microsoft.ManagedIdentity/userAssignedIdentities/keys"
  key_vault_key_id           = "https://keys-shared.vault.azure.net/keys/data"
  location                   = var.azure_location
  log_analytics_workspace_id = "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/monitoring/providers/Microsoft.OperationalInsights/workspaces/shared"
  logging                    = "log-analytics"
  maintenance_window         = "sat:22:15"
  metrics                    = "azure-monitor"
  more_databases             = ["reports"]
  parameters = {
    "shared_preload_libraries" = "pg_stat_statements"
    "work_mem"                 = "32768"
  }
  prefix = local.name
  private_dns_zone_ids = {
    "postgres" = "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/network/providers/Microsoft.Network/privateDnsZones/private.postgres.database.azure.com"
  }
  read_replicas       = 2
  replica_sku_name    = "GP_Standard_D4ds_v5"
  resource_group_name = local.resource_group_name
  sku_name            = "MO_Standard_E4ds_v5"
  storage_gib         = 256
  subnet_ids = [
    "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/network/providers/Microsoft.Network/virtualNetworks/shared/subnets/databases",
  ]
  tags = local.tags
}
