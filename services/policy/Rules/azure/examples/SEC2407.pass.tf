resource "azurerm_key_vault" "this" {
  name                = "kv-shop"
  resource_group_name = "shop"
  location            = "westeurope"
  tenant_id           = "11111111-2222-3333-4444-555555555555"
  sku_name            = "standard"
}

resource "azurerm_monitor_diagnostic_setting" "this" {
  name                       = "audit"
  target_resource_id         = azurerm_key_vault.this.id
  log_analytics_workspace_id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.OperationalInsights/workspaces/shop"

  enabled_log {
    category_group = "audit"
  }
}
