resource "azurerm_role_assignment" "this" {
  scope                = "/subscriptions/00000000-0000-0000-0000-000000000001"
  role_definition_name = "Reader"
  principal_id         = "11111111-2222-3333-4444-555555555555"
}
