# static-site 1.0.0: what clients reach
resource "google_compute_global_address" "this" {
  for_each = local.versions

  name       = "${local.name}-${lower(each.value)}"
  ip_version = each.value
  labels     = local.labels
}

resource "google_compute_target_http_proxy" "this" {
  name    = local.name
  url_map = local.named ? google_compute_url_map.redirect[0].id : google_compute_url_map.this.id
}

resource "google_compute_global_forwarding_rule" "http" {
  for_each = local.versions

  name                  = "${local.name}-${lower(each.value)}-http"
  load_balancing_scheme = "EXTERNAL_MANAGED"
  ip_address            = google_compute_global_address.this[each.value].id
  ip_protocol           = "TCP"
  port_range            = "80"
  target                = google_compute_target_http_proxy.this.id
  labels                = local.labels
}

# Another list of names is another certificate: the old one serves until the new one is there to be used.
resource "google_compute_managed_ssl_certificate" "this" {
  count = local.named ? 1 : 0

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
  count = local.named ? 1 : 0

  name            = local.name
  profile         = "MODERN"
  min_tls_version = "TLS_1_2"
}

resource "google_compute_target_https_proxy" "this" {
  count = local.named ? 1 : 0

  name             = local.name
  url_map          = google_compute_url_map.this.id
  ssl_certificates = google_compute_managed_ssl_certificate.this[*].id
  ssl_policy       = google_compute_ssl_policy.this[0].id
  quic_override    = "ENABLE"
}

resource "google_compute_global_forwarding_rule" "https" {
  for_each = toset(local.named ? local.versions : [])

  name                  = "${local.name}-${lower(each.value)}-https"
  load_balancing_scheme = "EXTERNAL_MANAGED"
  ip_address            = google_compute_global_address.this[each.value].id
  ip_protocol           = "TCP"
  port_range            = "443"
  target                = google_compute_target_https_proxy.this[0].id
  labels                = local.labels
}
