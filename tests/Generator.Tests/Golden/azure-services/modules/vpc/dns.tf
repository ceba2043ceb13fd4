# vpc 1.0.0: names of private endpoints. A network takes each zone once, so they are the network's and not the services'.
locals {
  zone_names = {
    blob             = "privatelink.blob.core.windows.net"
    file             = "privatelink.file.core.windows.net"
    postgres         = "private.postgres.database.azure.com"
    queue            = "privatelink.queue.core.windows.net"
    redis            = "privatelink.redis.cache.windows.net"
    redis-enterprise = "privatelink.redis.azure.net"
    registry         = "privatelink.azurecr.io"
    servicebus       = "privatelink.servicebus.windows.net"
    table            = "privatelink.table.core.windows.net"
    vault            = "privatelink.vaultcore.azure.net"
    websites         = "privatelink.azurewebsites.net"
  }

  # DNS takes fewer keys of tags than everything else.
  dns_tags = { for key, value in local.tags : key => value if can(regex("^[A-Za-z][A-Za-z0-9_-]*$", key)) }
}

resource "azurerm_private_dns_zone" "this" {
  for_each = toset(var.private_dns_zones)

  name                = local.zone_names[each.key]
  resource_group_name = var.resource_group_name
  tags                = local.dns_tags
}

resource "azurerm_private_dns_zone_virtual_network_link" "this" {
  for_each = toset(var.private_dns_zones)

  name                  = var.prefix
  resource_group_name   = var.resource_group_name
  private_dns_zone_name = azurerm_private_dns_zone.this[each.key].name
  virtual_network_id    = azurerm_virtual_network.this.id
  tags                  = local.dns_tags
}
