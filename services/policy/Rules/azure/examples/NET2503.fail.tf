resource "azurerm_container_registry" "this" {
  name                = "shopimages"
  resource_group_name = "shop"
  location            = "westeurope"
  sku                 = "Premium"

  network_rule_set {
    default_action = "Allow"
  }
}
