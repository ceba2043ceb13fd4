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

# queue 1.0.0
module "queue" {
  source = "./modules/queue"

  deduplication_hours = 36
  endpoint_subnet_ids = [
    "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/network/providers/Microsoft.Network/virtualNetworks/shared/subnets/endpoints",
  ]
  fifo                       = true
  key_identity_id            = "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/security/providers/Microsoft.ManagedIdentity/userAssignedIdentities/keys"
  key_vault_key_id           = "https://keys-shared.vault.azure.net/keys/data"
  location                   = var.azure_location
  log_analytics_workspace_id = "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/monitoring/providers/Microsoft.OperationalInsights/workspaces/shared"
  logging                    = "log-analytics"
  max_message_kib            = 4096
  max_size_gib               = 80
  messaging_units            = 2
  prefix                     = local.name
  private_dns_zone_ids = {
    "servicebus" = "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/network/providers/Microsoft.Network/privateDnsZones/privatelink.servicebus.windows.net"
  }
  resource_group_name = local.resource_group_name
  sku                 = "Premium"
  tags                = local.tags
}
