resource "azurerm_mssql_server" "this" {
  name                = "shop-sql"
  resource_group_name = "shop"
  location            = "westeurope"
  version             = "12.0"
}
