resource "azurerm_storage_container" "this" {
  name                  = "invoices"
  storage_account_id    = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.Storage/storageAccounts/shopinvoices"
  container_access_type = "blob"
}
