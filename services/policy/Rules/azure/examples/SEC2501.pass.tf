resource "azurerm_container_registry" "this" {
  name                = "shopimages"
  resource_group_name = "shop"
  location            = "westeurope"
  sku                 = "Premium"
  admin_enabled       = false
}
