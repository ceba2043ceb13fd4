resource "azurerm_postgresql_flexible_server" "this" {
  name                  = "shop-db"
  resource_group_name   = "shop"
  location              = "westeurope"
  backup_retention_days = 14
}
