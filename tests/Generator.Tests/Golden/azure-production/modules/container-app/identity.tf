# container-app 1.0.0: who the container is, and what it may do
locals {
  # Named by their source, since two modules may ask for the same role on different things.
  role_sources = {
    bucket   = var.bucket_roles
    cache    = var.cache_roles
    database = var.database_roles
    other    = var.roles
    queue    = var.queue_roles
    registry = var.registry_roles
    secret   = var.secret_roles
    tracing  = var.tracing_roles
  }

  role_assignments = merge([for source, roles in local.role_sources : { for role, scope in roles : "${source}/${role}" => { role = role, scope = scope } }]...)
}

resource "azurerm_user_assigned_identity" "this" {
  name                = var.prefix
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

data "azurerm_client_config" "current" {}

# A database without passwords knows the container by its identity.
resource "azurerm_postgresql_flexible_server_active_directory_administrator" "this" {
  count = length(var.database_server_names)

  server_name         = var.database_server_names[count.index]
  resource_group_name = var.resource_group_name
  object_id           = azurerm_user_assigned_identity.this.principal_id
  principal_name      = azurerm_user_assigned_identity.this.name
  principal_type      = "ServicePrincipal"
  tenant_id           = data.azurerm_client_config.current.tenant_id
}
