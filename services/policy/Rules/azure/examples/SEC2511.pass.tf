resource "azurerm_container_app" "this" {
  name                         = "shop"
  resource_group_name          = "shop"
  container_app_environment_id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.App/managedEnvironments/shop"
  revision_mode                = "Single"

  ingress {
    target_port                = 8080
    allow_insecure_connections = false

    traffic_weight {
      latest_revision = true
      percentage      = 100
    }
  }

  template {
    container {
      name   = "app"
      image  = "shop.azurecr.io/shop:1.4.0"
      cpu    = 0.5
      memory = "1Gi"
    }
  }
}
