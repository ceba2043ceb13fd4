# dns-record 1.0.0
locals {
  valued = length(var.values) > 0
}

resource "aws_route53_record" "this" {
  zone_id        = var.zone_id
  name           = var.record_name
  type           = var.type
  ttl            = local.valued ? var.ttl_seconds : null
  records        = local.valued ? var.values : null
  set_identifier = var.set_identifier

  # A record that somebody else made is not taken over.
  allow_overwrite = false

  dynamic "alias" {
    for_each = local.valued ? [] : var.alias_names

    content {
      name                   = alias.value
      zone_id                = var.alias_zone_id
      evaluate_target_health = var.follow_health
    }
  }

  dynamic "weighted_routing_policy" {
    for_each = var.weight[*]

    content {
      weight = weighted_routing_policy.value
    }
  }

  lifecycle {
    precondition {
      condition     = local.valued || length(var.alias_names) > 0
      error_message = "The record says nothing: set values, or alias_names and alias_zone_id."
    }

    precondition {
      condition     = local.valued || contains(["A", "AAAA"], var.type)
      error_message = "An alias is of type A or AAAA."
    }

    precondition {
      condition     = (var.weight == null) == (var.set_identifier == null)
      error_message = "weight and set_identifier go together: set both or none."
    }
  }
}
