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

  action_group_ids = [
    "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/monitoring/providers/Microsoft.Insights/actionGroups/on-call",
  ]
  alarm_messages             = 500
  location                   = var.azure_location
  log_analytics_workspace_id = "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/monitoring/providers/Microsoft.OperationalInsights/workspaces/shared"
  logging                    = "log-analytics"
  metrics                    = "azure-monitor"
  prefix                     = local.name
  queue_name                 = "orders"
  receiver_principal_ids     = ["7c9e6679-7425-40de-944b-e07fc1f90ae7"]
  resource_group_name        = local.resource_group_name
  retention_days             = 14
  sender_principal_ids       = ["0f8fad5b-d9cb-469f-a165-70867728950e"]
  tags                       = local.tags
  visibility_timeout_seconds = 90
}
