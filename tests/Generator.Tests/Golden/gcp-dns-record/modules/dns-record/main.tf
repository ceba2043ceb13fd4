# dns-record 1.0.0
locals {
  valued = length(var.values) > 0

  # Cloud DNS takes names with a dot at their end, and text in quotes, 255 characters each.
  written = {
    CNAME = [for value in var.values : "${trimsuffix(value, ".")}."]
    MX    = [for value in var.values : "${trimsuffix(value, ".")}."]
    NS    = [for value in var.values : "${trimsuffix(value, ".")}."]
    SRV   = [for value in var.values : "${trimsuffix(value, ".")}."]
    TXT   = [for value in var.values : join(" ", [for part in regexall("[^\"]{1,255}", value) : "\"${part}\""])]
  }
}

resource "google_dns_record_set" "this" {
  project      = var.zone_project
  managed_zone = var.zone_name
  name         = "${var.record_name}."
  type         = var.type
  ttl          = var.ttl_seconds
  rrdatas      = local.valued ? lookup(local.written, var.type, var.values) : var.addresses

  lifecycle {
    precondition {
      condition     = local.valued || length(var.addresses) > 0
      error_message = "The record says nothing: set values, or addresses."
    }

    precondition {
      condition     = local.valued || contains(["A", "AAAA"], var.type)
      error_message = "A record of addresses is of type A or AAAA."
    }
  }
}
