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

  geo_redundant_backup = true
  high_availability    = "none"
  location             = var.azure_location
  password_secret_id   = "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/security/providers/Microsoft.KeyVault/vaults/kv-legacy/secrets/postgres-owner"
  prefix               = local.name
  private_dns_zone_ids = {
    "postgres" = "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/network/providers/Microsoft.Network/privateDnsZones/private.postgres.database.azure.com"
  }
  resource_group_name = local.resource_group_name
  restore_server_id   = "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/old/providers/Microsoft.DBforPostgreSQL/flexibleServers/legacy"
  restore_time        = "2026-01-31T12:00:00Z"
  sku_name            = "B_Standard_B2s"
  subnet_ids = [
    "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/network/providers/Microsoft.Network/virtualNetworks/shared/subnets/databases",
  ]
  tags = local.tags
}
