# load-balancer 1.0.0: HTTPS
# Another list of names is another certificate: the old one serves until the new one is there to be used.
resource "google_compute_managed_ssl_certificate" "this" {
  count = length(var.domain_names) > 0 ? 1 : 0

  name        = "${local.name}-${substr(sha256(join(",", var.domain_names)), 0, 8)}"
  description = "Names of ${local.name}"

  managed {
    domains = var.domain_names
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "google_compute_ssl_policy" "this" {
  count = local.encrypted ? 1 : 0

  name            = local.name
  profile         = var.tls_profile
  min_tls_version = "TLS_1_2"
}

resource "google_compute_target_https_proxy" "this" {
  count = local.encrypted ? 1 : 0

  name             = local.name
  url_map          = google_compute_url_map.this.id
  ssl_certificates = concat(google_compute_managed_ssl_certificate.this[*].id, var.certificate_ids)
  ssl_policy       = google_compute_ssl_policy.this[0].id
  quic_override    = "ENABLE"
}

resource "google_compute_global_forwarding_rule" "https" {
  for_each = toset(local.encrypted ? local.versions : [])

  name                  = "${local.name}-${lower(each.value)}-https"
  load_balancing_scheme = "EXTERNAL_MANAGED"
  ip_address            = google_compute_global_address.this[each.value].id
  ip_protocol           = "TCP"
  port_range            = "443"
  target                = google_compute_target_https_proxy.this[0].id
  labels                = local.labels
}
