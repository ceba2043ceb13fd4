resource "azurerm_key_vault" "this" {
  name                = "kv-shop"
  resource_group_name = "shop"
  location            = "westeurope"
  tenant_id           = "11111111-2222-3333-4444-555555555555"
  sku_name            = "standard"
}
