resource "azurerm_linux_web_app" "this" {
  name                = "shop"
  resource_group_name = "shop"
  location            = "westeurope"
  service_plan_id     = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.Web/serverFarms/shop"

  site_config {
    ftps_state = "AllAllowed"
  }
}
