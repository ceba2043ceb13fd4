resource "azurerm_postgresql_flexible_server" "this" {
  name                = "shop-db"
  resource_group_name = "shop"
  location            = "westeurope"

  authentication {
    active_directory_auth_enabled = true
    password_auth_enabled         = false
  }
}
