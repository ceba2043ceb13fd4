# static-site 1.0.0
locals {
  tags = merge(var.tags, { Module = "static-site/1.0.0" })

  # DNS takes fewer keys of tags than everything else.
  dns_tags = { for key, value in local.tags : key => value if can(regex("^[A-Za-z][A-Za-z0-9_-]*$", key)) }
}

# Files come with a deployment of their own: az staticwebapp, or a pipeline with the site's token.
resource "azurerm_static_web_app" "this" {
  name                               = var.prefix
  location                           = var.site_location
  resource_group_name                = var.resource_group_name
  sku_tier                           = var.tier
  sku_size                           = var.tier
  preview_environments_enabled       = var.previews
  configuration_file_changes_enabled = var.configuration_file
  app_settings                       = var.app_settings
  tags                               = local.tags

  lifecycle {
    # A pipeline that deploys the files writes down where they come from.
    ignore_changes = [repository_branch, repository_url]

    precondition {
      condition     = (var.zone_name == null) == (var.zone_resource_group_name == null)
      error_message = "zone_name and zone_resource_group_name go together: set both or none."
    }
  }
}

resource "azurerm_dns_cname_record" "this" {
  for_each = toset(var.zone_name == null ? [] : var.domain_names)

  name                = trimsuffix(each.key, ".${var.zone_name}")
  zone_name           = var.zone_name
  resource_group_name = var.zone_resource_group_name
  ttl                 = 300
  record              = azurerm_static_web_app.this.default_host_name
  tags                = local.dns_tags
}

resource "azurerm_static_web_app_custom_domain" "this" {
  for_each = toset(var.domain_names)

  static_web_app_id = azurerm_static_web_app.this.id
  domain_name       = each.key
  validation_type   = "cname-delegation"

  depends_on = [azurerm_dns_cname_record.this]
}
