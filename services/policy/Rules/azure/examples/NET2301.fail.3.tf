resource "azurerm_network_security_rule" "this" {
  name                        = "clients"
  resource_group_name         = "shop"
  network_security_group_name = "shop"
  priority                    = 100
  direction                   = "Inbound"
  access                      = "Allow"
  protocol                    = "Tcp"
  source_address_prefix       = "0.0.0.0/0"
  source_port_range           = "*"
  destination_address_prefix  = "*"
  destination_port_range      = "*"
}
