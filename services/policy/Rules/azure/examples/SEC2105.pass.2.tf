resource "azurerm_storage_account" "this" {
  name                     = "shopinvoices"
  resource_group_name      = "shop"
  location                 = "westeurope"
  account_tier             = "Standard"
  account_replication_type = "ZRS"

  network_rules {
    default_action = "Deny"
    bypass         = ["AzureServices"]
  }
}

resource "azurerm_network_watcher_flow_log" "this" {
  name                 = "shop"
  resource_group_name  = "NetworkWatcherRG"
  network_watcher_name = "NetworkWatcher_westeurope"
  target_resource_id   = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.Network/virtualNetworks/shop"
  storage_account_id   = azurerm_storage_account.this.id
  enabled              = true

  retention_policy {
    enabled = true
    days    = 90
  }
}
