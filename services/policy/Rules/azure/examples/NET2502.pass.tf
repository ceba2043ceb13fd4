resource "azurerm_container_registry" "this" {
  name                   = "shopimages"
  resource_group_name    = "shop"
  location               = "westeurope"
  sku                    = "Premium"
  anonymous_pull_enabled = false
}
