resource "azurerm_role_assignment" "this" {
  scope                = "/providers/Microsoft.Management/managementGroups/shop"
  role_definition_name = "User Access Administrator"
  principal_id         = "11111111-2222-3333-4444-555555555555"
}
