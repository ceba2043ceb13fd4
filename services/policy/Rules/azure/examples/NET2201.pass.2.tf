resource "azurerm_mysql_flexible_server" "this" {
  name                  = "shop-db"
  resource_group_name   = "shop"
  location              = "westeurope"
  public_network_access = "Disabled"
}
