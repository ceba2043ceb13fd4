resource "azurerm_web_application_firewall_policy" "this" {
  name                = "shop"
  resource_group_name = "shop"
  location            = "westeurope"

  policy_settings {
    mode = "Prevention"
  }

  managed_rules {
    managed_rule_set {
      version = "3.2"
    }
  }
}
