resource "azurerm_log_analytics_workspace" "this" {
  name                = "shop"
  resource_group_name = "shop"
  location            = "westeurope"
  retention_in_days   = 90
}
