# vpc 1.0.0: the way out
locals {
  nat_count = var.nat_gateways == "single" ? 1 : 0

  # What is put into a subnet waits for the subnet's security group and way out: AKS refuses one without, and others would change under it.
  subnet_ids = merge(
    { for name, subnet in azurerm_subnet.this : name => subnet.id },
    { for name, association in azurerm_subnet_network_security_group_association.this : name => association.subnet_id },
    { for name, association in azurerm_subnet_nat_gateway_association.this : name => association.subnet_id },
  )
}

resource "azurerm_public_ip" "nat" {
  count = local.nat_count

  name                = "${var.prefix}-nat"
  location            = var.location
  resource_group_name = var.resource_group_name
  sku                 = "Standard"
  allocation_method   = "Static"
  zones               = var.nat_zone[*]
  tags                = local.tags
}

resource "azurerm_nat_gateway" "this" {
  count = local.nat_count

  name                    = var.prefix
  location                = var.location
  resource_group_name     = var.resource_group_name
  sku_name                = "Standard"
  idle_timeout_in_minutes = 10
  zones                   = var.nat_zone[*]
  tags                    = local.tags
}

resource "azurerm_nat_gateway_public_ip_association" "this" {
  count = local.nat_count

  nat_gateway_id       = azurerm_nat_gateway.this[count.index].id
  public_ip_address_id = azurerm_public_ip.nat[count.index].id
}

resource "azurerm_subnet_nat_gateway_association" "this" {
  for_each = { for name, subnet in local.subnets : name => subnet if subnet.outbound && local.nat_count > 0 }

  subnet_id      = azurerm_subnet.this[each.key].id
  nat_gateway_id = azurerm_nat_gateway.this[0].id
}
