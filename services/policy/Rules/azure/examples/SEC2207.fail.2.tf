resource "azurerm_managed_redis" "this" {
  name                = "shop"
  resource_group_name = "shop"
  location            = "westeurope"
  sku_name            = "Balanced_B0"

  default_database {
    access_keys_authentication_enabled = true
  }
}
