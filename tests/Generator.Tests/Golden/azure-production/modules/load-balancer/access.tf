# load-balancer 1.0.0: the firewall, who may call, and who reads the certificate
resource "azurerm_web_application_firewall_policy" "this" {
  name                = "waf${replace(var.prefix, "-", "")}"
  location            = var.location
  resource_group_name = var.resource_group_name
  tags                = local.tags

  policy_settings {
    enabled                     = true
    mode                        = var.firewall_mode
    request_body_check          = true
    max_request_body_size_in_kb = 128
    file_upload_limit_in_mb     = 100
  }

  managed_rules {
    managed_rule_set {
      type    = "Microsoft_DefaultRuleSet"
      version = "2.1"
    }

    managed_rule_set {
      type    = "Microsoft_BotManagerRuleSet"
      version = "1.1"
    }
  }
}

resource "azurerm_network_security_rule" "clients" {
  name                        = "gateway-clients"
  description                 = "Clients of ${var.prefix}"
  resource_group_name         = var.resource_group_name
  network_security_group_name = var.security_group_names["public"]
  priority                    = 200
  direction                   = "Inbound"
  access                      = "Allow"
  protocol                    = "Tcp"
  source_address_prefixes     = var.client_cidrs
  source_port_range           = "*"
  destination_address_prefix  = "*"
  destination_port_ranges     = [for port in values(local.ports) : tostring(port)]
}

resource "azurerm_user_assigned_identity" "this" {
  name                = "${var.prefix}-gateway"
  location            = var.location
  resource_group_name = var.resource_group_name
  tags                = local.tags
}

resource "azurerm_role_assignment" "certificate" {
  count = local.encrypted ? 1 : 0

  scope                            = var.certificate_vault_id
  role_definition_name             = "Key Vault Secrets User"
  principal_id                     = azurerm_user_assigned_identity.this.principal_id
  principal_type                   = "ServicePrincipal"
  skip_service_principal_aad_check = true
}
