# container-environment 1.0.0
locals {
  tags   = merge(var.tags, { Module = "container-environment/1.0.0" })
  public = var.load_balancer == "public"

  # DNS takes fewer keys of tags than everything else.
  dns_tags = { for key, value in local.tags : key => value if can(regex("^[A-Za-z][A-Za-z0-9_-]*$", key)) }
}

resource "azurerm_container_app_environment" "this" {
  name                               = "cae-${replace(var.prefix, "/-+/", "-")}"
  location                           = var.location
  resource_group_name                = var.resource_group_name
  infrastructure_resource_group_name = "${var.prefix}-infrastructure"
  infrastructure_subnet_id           = var.app_subnet_ids[0]
  internal_load_balancer_enabled     = !local.public
  public_network_access              = local.public ? "Enabled" : "Disabled"
  zone_redundancy_enabled            = var.zone_redundant
  mutual_tls_enabled                 = var.mutual_tls
  logs_destination                   = var.logging == "log-analytics" ? "azure-monitor" : null
  tags                               = local.tags

  workload_profile {
    name                  = "Consumption"
    workload_profile_type = "Consumption"
  }

  dynamic "workload_profile" {
    for_each = var.dedicated_profile[*]

    content {
      name                  = "dedicated"
      workload_profile_type = workload_profile.value
      minimum_count         = var.dedicated_min_count
      maximum_count         = var.dedicated_max_count
    }
  }
}

# Clients come in through the subnet's security group; each app may be narrower than that.
resource "azurerm_network_security_rule" "clients" {
  count = local.public ? 1 : 0

  name                        = "app-clients"
  description                 = "Clients of ${var.prefix}"
  resource_group_name         = var.resource_group_name
  network_security_group_name = var.security_group_names["apps"]
  priority                    = 200
  direction                   = "Inbound"
  access                      = "Allow"
  protocol                    = "Tcp"
  source_address_prefixes     = var.client_cidrs
  source_port_range           = "*"
  destination_address_prefix  = "*"
  destination_port_ranges     = ["80", "443"]
}

# An internal environment is known by name in its network alone.
resource "azurerm_private_dns_zone" "this" {
  count = local.public ? 0 : 1

  name                = azurerm_container_app_environment.this.default_domain
  resource_group_name = var.resource_group_name
  tags                = local.dns_tags
}

resource "azurerm_private_dns_zone_virtual_network_link" "this" {
  count = local.public ? 0 : 1

  name                  = var.prefix
  resource_group_name   = var.resource_group_name
  private_dns_zone_name = azurerm_private_dns_zone.this[0].name
  virtual_network_id    = var.vpc_id
  tags                  = local.dns_tags
}

resource "azurerm_private_dns_a_record" "apps" {
  count = local.public ? 0 : 1

  name                = "*"
  resource_group_name = var.resource_group_name
  zone_name           = azurerm_private_dns_zone.this[0].name
  ttl                 = 300
  records             = [azurerm_container_app_environment.this.static_ip_address]
  tags                = local.dns_tags
}
