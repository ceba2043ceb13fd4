resource "azurerm_postgresql_flexible_server_firewall_rule" "this" {
  name             = "office"
  server_id        = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.DBforPostgreSQL/flexibleServers/shop-db"
  start_ip_address = "203.0.113.8"
  end_ip_address   = "203.0.113.15"
}
