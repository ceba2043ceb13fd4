# vpc 1.0.0
locals {
  tags = merge(var.tags, { Module = "vpc/1.0.0" })

  # A subnet that is delegated belongs to one service. What needs a way out to the Internet gets it from the NAT gateway alone.
  subnets = {
    private   = { cidr = cidrsubnet(var.cidr, 1, 0), delegation = null, outbound = true }
    apps      = { cidr = cidrsubnet(var.cidr, 2, 2), delegation = "Microsoft.App/environments", outbound = true }
    functions = { cidr = cidrsubnet(var.cidr, 4, 12), delegation = "Microsoft.App/environments", outbound = true }
    endpoints = { cidr = cidrsubnet(var.cidr, 4, 13), delegation = null, outbound = false }
    database  = { cidr = cidrsubnet(var.cidr, 4, 14), delegation = "Microsoft.DBforPostgreSQL/flexibleServers", outbound = false }
    public    = { cidr = cidrsubnet(var.cidr, 4, 15), delegation = null, outbound = false }
  }
}

resource "azurerm_virtual_network" "this" {
  name                = var.prefix
  location            = var.location
  resource_group_name = var.resource_group_name
  address_space       = [var.cidr]
  dns_servers         = var.dns_servers
  tags                = local.tags

  dynamic "ddos_protection_plan" {
    for_each = var.ddos_protection_plan_id[*]

    content {
      id     = ddos_protection_plan.value
      enable = true
    }
  }
}

resource "azurerm_subnet" "this" {
  for_each = local.subnets

  name                              = each.key
  resource_group_name               = var.resource_group_name
  virtual_network_name              = azurerm_virtual_network.this.name
  address_prefixes                  = [each.value.cidr]
  default_outbound_access_enabled   = false
  private_endpoint_network_policies = "Enabled"

  dynamic "delegation" {
    for_each = each.value.delegation[*]

    content {
      name = "service"

      service_delegation {
        name    = delegation.value
        actions = ["Microsoft.Network/virtualNetworks/subnets/join/action"]
      }
    }
  }
}
