resource "azurerm_role_assignment" "this" {
  scope                = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop"
  role_definition_name = "Contributor"
  principal_id         = "11111111-2222-3333-4444-555555555555"
}
