resource "azurerm_servicebus_namespace" "this" {
  name                = "shop-orders"
  resource_group_name = "shop"
  location            = "westeurope"
  sku                 = "Standard"
  local_auth_enabled  = false
}
