resource "azurerm_key_vault_secret" "this" {
  name             = "payment"
  key_vault_id     = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.KeyVault/vaults/kv-shop"
  value_wo         = "example-only"
  value_wo_version = 1
  expiration_date  = "2030-01-01T00:00:00Z"
}
