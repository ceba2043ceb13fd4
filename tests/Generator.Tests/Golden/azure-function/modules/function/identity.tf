# function 1.0.0: who the function is, and what it may do
locals {
  # Named by their source, since two modules may ask for the same role on different things.
  role_sources = {
    bucket = var.bucket_roles
    host   = { "Storage Blob Data Owner" = azurerm_storage_account.this.id, "Storage Queue Data Contributor" = azurerm_storage_account.this.id, "Storage Table Data Contributor" = azurerm_storage_account.this.id }
    other  = var.roles
    queue  = var.queue_roles
    secret = var.secret_roles
    traces = { for traces in azurerm_application_insights.this : "Monitoring Metrics Publisher" => traces.id }
  }

  role_assignments = merge([for source, roles in local.role_sources : { for role, scope in roles : "${source}/${role}" => { role = role, scope = scope } }]...)
}

resource "azurerm_user_assigned_identity" "this" {
  name                = local.name
  location            = var.location
  resource_group_name = var.resource_group_name
  tags                = local.tags
}

resource "azurerm_role_assignment" "this" {
  for_each = local.role_assignments

  scope                            = each.value.scope
  role_definition_name             = each.value.role
  principal_id                     = azurerm_user_assigned_identity.this.principal_id
  principal_type                   = "ServicePrincipal"
  skip_service_principal_aad_check = true
}
