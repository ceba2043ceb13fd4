# redis 1.0.0: who may connect
# The provider has no resource for this yet, so Azure's own language says it. One deployment for each identity, whose name holds it: the right goes with the deployment.
resource "azurerm_resource_group_template_deployment" "clients" {
  count = length(var.client_principal_ids)

  name                = "${azurerm_managed_redis.this.name}-${substr(sha256(var.client_principal_ids[count.index]), 0, 8)}"
  resource_group_name = var.resource_group_name
  deployment_mode     = "Incremental"
  tags                = local.tags

  template_content = jsonencode({
    "$schema"      = "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#"
    contentVersion = "1.0.0.0"
    resources = [{
      type       = "Microsoft.Cache/redisEnterprise/databases/accessPolicyAssignments"
      apiVersion = "2025-04-01"
      name       = "${azurerm_managed_redis.this.name}/default/${replace(var.client_principal_ids[count.index], "-", "")}"
      properties = {
        accessPolicyName = "default"
        user             = { objectId = var.client_principal_ids[count.index] }
      }
    }]
  })
}
