# dns-record 1.0.0
locals {
  # DNS takes fewer keys of tags than everything else.
  tags = { for key, value in merge(var.tags, { Module = "dns-record/1.0.0" }) : key => value if can(regex("^[A-Za-z][A-Za-z0-9_-]*$", key)) }

  # As the zone has it: without its own name.
  name   = var.record_name == var.zone_name ? "@" : trimsuffix(var.record_name, ".${var.zone_name}")
  valued = length(var.values) > 0
}

# What is wrong with a record is wrong with each type of it.
resource "terraform_data" "checks" {
  input = var.record_name

  lifecycle {
    precondition {
      condition     = var.record_name == var.zone_name || endswith(var.record_name, ".${var.zone_name}")
      error_message = "record_name must be zone_name, or end in it."
    }

    precondition {
      condition     = local.valued || length(var.alias_resource_ids) > 0
      error_message = "The record says nothing: set values, or alias_resource_ids."
    }

    precondition {
      condition     = local.valued || contains(["A", "AAAA"], var.type)
      error_message = "An alias is of type A or AAAA."
    }

    precondition {
      condition     = var.type != "CNAME" || length(var.values) == 1
      error_message = "A CNAME has one value."
    }
  }
}

resource "azurerm_dns_a_record" "this" {
  count = var.type == "A" ? 1 : 0

  name                = local.name
  zone_name           = var.zone_name
  resource_group_name = var.zone_resource_group_name
  ttl                 = var.ttl_seconds
  records             = local.valued ? var.values : null
  target_resource_id  = local.valued ? null : one(var.alias_resource_ids)
  tags                = local.tags

  depends_on = [terraform_data.checks]
}

resource "azurerm_dns_aaaa_record" "this" {
  count = var.type == "AAAA" ? 1 : 0

  name                = local.name
  zone_name           = var.zone_name
  resource_group_name = var.zone_resource_group_name
  ttl                 = var.ttl_seconds
  records             = local.valued ? var.values : null
  target_resource_id  = local.valued ? null : one(var.alias_resource_ids)
  tags                = local.tags

  depends_on = [terraform_data.checks]
}

resource "azurerm_dns_cname_record" "this" {
  count = var.type == "CNAME" ? 1 : 0

  name                = local.name
  zone_name           = var.zone_name
  resource_group_name = var.zone_resource_group_name
  ttl                 = var.ttl_seconds
  record              = one(var.values)
  tags                = local.tags

  depends_on = [terraform_data.checks]
}

resource "azurerm_dns_mx_record" "this" {
  count = var.type == "MX" ? 1 : 0

  name                = local.name
  zone_name           = var.zone_name
  resource_group_name = var.zone_resource_group_name
  ttl                 = var.ttl_seconds
  tags                = local.tags

  dynamic "record" {
    for_each = var.values

    content {
      preference = split(" ", record.value)[0]
      exchange   = split(" ", record.value)[1]
    }
  }

  depends_on = [terraform_data.checks]
}

resource "azurerm_dns_txt_record" "this" {
  count = var.type == "TXT" ? 1 : 0

  name                = local.name
  zone_name           = var.zone_name
  resource_group_name = var.zone_resource_group_name
  ttl                 = var.ttl_seconds
  tags                = local.tags

  dynamic "record" {
    for_each = var.values

    content {
      value = record.value
    }
  }

  depends_on = [terraform_data.checks]
}
