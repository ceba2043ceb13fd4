resource "azurerm_storage_account" "this" {
  name                     = "shopinvoices"
  resource_group_name      = "shop"
  location                 = "westeurope"
  account_tier             = "Standard"
  account_replication_type = "ZRS"

  network_rules {
    default_action = "Deny"
    ip_rules       = ["203.0.113.7"]
  }
}
