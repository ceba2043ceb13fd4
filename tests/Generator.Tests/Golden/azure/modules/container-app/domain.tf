# container-app 1.0.0: a name of its own
locals {
  # DNS takes fewer keys of tags than everything else.
  dns_tags = { for key, value in local.tags : key => value if can(regex("^[A-Za-z][A-Za-z0-9_-]*$", key)) }

  domains      = local.reachable ? var.domain_name[*] : []
  zone_domains = var.zone_name == null ? [] : local.domains
}

resource "azurerm_dns_cname_record" "this" {
  count = length(local.zone_domains)

  name                = trimsuffix(local.zone_domains[count.index], ".${var.zone_name}")
  zone_name           = var.zone_name
  resource_group_name = var.zone_resource_group_name
  ttl                 = 300
  record              = local.hosts[0]
  tags                = local.dns_tags
}

# Proves that the name's owner wants this.
resource "azurerm_dns_txt_record" "this" {
  count = length(local.zone_domains)

  name                = "asuid.${trimsuffix(local.zone_domains[count.index], ".${var.zone_name}")}"
  zone_name           = var.zone_name
  resource_group_name = var.zone_resource_group_name
  ttl                 = 300
  tags                = local.dns_tags

  record {
    value = nonsensitive(azurerm_container_app.this.custom_domain_verification_id)
  }
}

resource "azurerm_container_app_custom_domain" "own" {
  count = var.certificate_id != null ? length(local.domains) : 0

  name                                     = local.domains[count.index]
  container_app_id                         = azurerm_container_app.this.id
  certificate_binding_type                 = "SniEnabled"
  container_app_environment_certificate_id = var.certificate_id

  depends_on = [azurerm_dns_cname_record.this, azurerm_dns_txt_record.this]
}

# Azure makes a certificate only for a name that is there already, so it is bound afterwards: lifecycle rules cannot depend on an input, so this is a
# resource of its own.
resource "azurerm_container_app_custom_domain" "managed" {
  count = var.certificate_id == null ? length(local.domains) : 0

  name             = local.domains[count.index]
  container_app_id = azurerm_container_app.this.id

  lifecycle {
    ignore_changes = [certificate_binding_type, container_app_environment_certificate_id]
  }

  depends_on = [azurerm_dns_cname_record.this, azurerm_dns_txt_record.this]
}
