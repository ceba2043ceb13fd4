resource "azurerm_network_watcher_flow_log" "this" {
  name                 = "shop"
  resource_group_name  = "NetworkWatcherRG"
  network_watcher_name = "NetworkWatcher_westeurope"
  target_resource_id   = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.Network/virtualNetworks/shop"
  storage_account_id   = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.Storage/storageAccounts/shopflows"
  enabled              = true

  retention_policy {
    enabled = true
    days    = 7
  }
}
