resource "azurerm_role_definition" "this" {
  name  = "Deployer"
  scope = "/subscriptions/00000000-0000-0000-0000-000000000001"

  permissions {
    actions = ["*"]
  }
}
