resource "azurerm_managed_disk" "this" {
  name                  = "shop"
  resource_group_name   = "shop"
  location              = "westeurope"
  storage_account_type  = "Premium_ZRS"
  create_option         = "Empty"
  network_access_policy = "DenyAll"
}
