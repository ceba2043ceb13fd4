# vpc 1.0.0: security groups. Azure's own last rules let the network in and the Internet not; what more may come in is said by who needs it.
resource "azurerm_network_security_group" "this" {
  for_each = local.subnets

  name                = "${var.prefix}-${each.key}"
  location            = var.location
  resource_group_name = var.resource_group_name
  tags                = local.tags
}

resource "azurerm_subnet_network_security_group_association" "this" {
  for_each = local.subnets

  subnet_id                 = azurerm_subnet.this[each.key].id
  network_security_group_id = azurerm_network_security_group.this[each.key].id

  # An application gateway's subnet takes its group only with this rule.
  depends_on = [azurerm_network_security_rule.gateway_manager]
}

resource "azurerm_network_security_rule" "gateway_manager" {
  name                        = "gateway-manager"
  description                 = "Azure looks after application gateways."
  resource_group_name         = var.resource_group_name
  network_security_group_name = azurerm_network_security_group.this["public"].name
  priority                    = 4000
  direction                   = "Inbound"
  access                      = "Allow"
  protocol                    = "Tcp"
  source_address_prefix       = "GatewayManager"
  source_port_range           = "*"
  destination_address_prefix  = "*"
  destination_port_range      = "65200-65535"
}

# The gateway hands requests to apps and machines; it has nothing to ask of data.
resource "azurerm_network_security_rule" "public_to_data" {
  for_each = toset(["database", "endpoints"])

  name                        = "no-gateway"
  description                 = "Nothing from the public subnet."
  resource_group_name         = var.resource_group_name
  network_security_group_name = azurerm_network_security_group.this[each.key].name
  priority                    = 4000
  direction                   = "Inbound"
  access                      = "Deny"
  protocol                    = "*"
  source_address_prefix       = local.subnets.public.cidr
  source_port_range           = "*"
  destination_address_prefix  = "*"
  destination_port_range      = "*"
}
