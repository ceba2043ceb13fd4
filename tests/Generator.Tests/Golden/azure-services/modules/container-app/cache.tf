# container-app 1.0.0: the cache lets the container in. The provider has no resource for that yet, so Azure is told directly.
resource "azurerm_resource_group_template_deployment" "cache" {
  count = length(var.cache_database_ids)

  name                = "${var.prefix}-cache-access"
  resource_group_name = var.resource_group_name
  deployment_mode     = "Incremental"
  tags                = local.tags

  template_content = jsonencode({
    "$schema"      = "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#"
    contentVersion = "1.0.0.0"
    resources = [{
      type       = "Microsoft.Cache/redisEnterprise/databases/accessPolicyAssignments"
      apiVersion = "2025-04-01"
      name       = "${split("/", var.cache_database_ids[count.index])[8]}/default/${replace(var.prefix, "-", "")}"
      properties = {
        accessPolicyName = "default"
        user             = { objectId = azurerm_user_assigned_identity.this.principal_id }
      }
    }]
  })
}
