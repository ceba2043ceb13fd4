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

# secret 1.0.0
module "secret" {
  source = "./modules/secret"

  action_group_ids = [
    "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/monitoring/providers/Microsoft.Insights/actionGroups/on-call",
  ]
  endpoint_subnet_ids = [
    "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/network/providers/Microsoft.Network/virtualNetworks/shared/subnets/endpoints",
  ]
  hardware_protection        = true
  location                   = var.azure_location
  log_analytics_workspace_id = "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/monitoring/providers/Microsoft.OperationalInsights/workspaces/shared"
  logging                    = "log-analytics"
  metrics                    = "azure-monitor"
  more_variables             = ["SIGNING_KEY"]
  prefix                     = local.name
  private_dns_zone_ids = {
    "vault" = "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/network/providers/Microsoft.Network/privateDnsZones/privatelink.vaultcore.azure.net"
  }
  reader_principal_ids = ["0f8fad5b-d9cb-469f-a165-70867728950e"]
  resource_group_name  = local.resource_group_name
  secret_name          = "payment-token"
  tags                 = local.tags
  variable             = "PAYMENT_TOKEN"
  writer_principal_ids = ["7c9e6679-7425-40de-944b-e07fc1f90ae7"]
}
