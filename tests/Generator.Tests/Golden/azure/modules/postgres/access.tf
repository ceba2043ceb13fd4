# postgres 1.0.0: who may connect, as whom
ephemeral "azurerm_key_vault_secret" "password" {
  count = var.password_secret_id == null ? 0 : 1

  name         = split("/", var.password_secret_id)[10]
  key_vault_id = split("/secrets/", var.password_secret_id)[0]
}

resource "azurerm_postgresql_flexible_server_active_directory_administrator" "groups" {
  for_each = var.administrator_groups

  server_name         = azurerm_postgresql_flexible_server.primary.name
  resource_group_name = var.resource_group_name
  tenant_id           = data.azurerm_client_config.current.tenant_id
  object_id           = each.value
  principal_name      = each.key
  principal_type      = "Group"
}

resource "azurerm_postgresql_flexible_server_active_directory_administrator" "identities" {
  for_each = var.administrator_identities

  server_name         = azurerm_postgresql_flexible_server.primary.name
  resource_group_name = var.resource_group_name
  tenant_id           = data.azurerm_client_config.current.tenant_id
  object_id           = each.value
  principal_name      = each.key
  principal_type      = "ServicePrincipal"
}
