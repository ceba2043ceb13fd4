resource "azurerm_security_center_subscription_pricing" "this" {
  resource_type = "Containers"
  tier          = "Standard"
}
