resource "azurerm_redis_cache" "this" {
  name                = "shop"
  resource_group_name = "shop"
  location            = "westeurope"
  sku_name            = "Standard"
  family              = "C"
  capacity            = 1
  minimum_tls_version = "1.2"
}
