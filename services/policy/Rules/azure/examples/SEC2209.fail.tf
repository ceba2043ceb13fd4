resource "azurerm_mssql_database" "this" {
  name                                = "shop"
  server_id                           = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.Sql/servers/shop-sql"
  transparent_data_encryption_enabled = false
}
