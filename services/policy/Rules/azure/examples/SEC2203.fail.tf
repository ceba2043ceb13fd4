resource "azurerm_postgresql_flexible_server_configuration" "this" {
  name      = "require_secure_transport"
  server_id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.DBforPostgreSQL/flexibleServers/shop-db"
  value     = "OFF"
}
