# load-balancer 1.0.0: who may call, and how often
locals {
  # A rule takes ten blocks. Everybody includes those who come by IPv6.
  clients = contains(var.client_cidrs, "0.0.0.0/0") ? [["*"]] : chunklist(var.client_cidrs, 10)
}

resource "google_compute_security_policy" "this" {
  name        = local.name
  description = "Who may call ${local.name}"
  type        = "CLOUD_ARMOR"
  labels      = local.labels

  dynamic "rule" {
    for_each = local.clients

    content {
      priority    = 1000 + rule.key
      description = "Clients"
      action      = var.requests_per_minute == null ? "allow" : "throttle"

      match {
        versioned_expr = "SRC_IPS_V1"

        config {
          src_ip_ranges = rule.value
        }
      }

      dynamic "rate_limit_options" {
        for_each = var.requests_per_minute[*]

        content {
          conform_action = "allow"
          exceed_action  = "deny(429)"
          enforce_on_key = "IP"

          rate_limit_threshold {
            count        = rate_limit_options.value
            interval_sec = 60
          }
        }
      }
    }
  }

  rule {
    priority    = 2147483647
    description = "Nobody else"
    action      = "deny(403)"

    match {
      versioned_expr = "SRC_IPS_V1"

      config {
        src_ip_ranges = ["*"]
      }
    }
  }
}
