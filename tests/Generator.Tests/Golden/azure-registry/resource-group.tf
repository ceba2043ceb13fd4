# The group of all resources: one of the deployment's own, or the one that azure_resource_group names.
locals {
  resource_group_name = var.azure_resource_group == null ? azurerm_resource_group.this[0].name : var.azure_resource_group
}

resource "azurerm_resource_group" "this" {
  count = var.azure_resource_group == null ? 1 : 0

  name     = local.name
  location = var.azure_location
  tags     = local.tags
}
