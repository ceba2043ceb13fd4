# cloud-run 1.0.0: load balancer, where clients use a name
locals {
  balancers = local.balanced ? 1 : 0
  encrypted = local.balanced && var.tls
}

resource "google_compute_global_address" "this" {
  count = local.balancers

  name   = local.name
  labels = local.labels
}

resource "google_compute_region_network_endpoint_group" "this" {
  count = local.balancers

  name                  = local.name
  region                = var.region
  network_endpoint_type = "SERVERLESS"

  cloud_run {
    service = google_cloud_run_v2_service.this[0].name
  }
}

resource "google_compute_backend_service" "this" {
  count = local.balancers

  name                    = local.name
  load_balancing_scheme   = "EXTERNAL_MANAGED"
  protocol                = "HTTPS"
  custom_response_headers = local.encrypted ? ["Strict-Transport-Security: max-age=63072000"] : []

  backend {
    group = google_compute_region_network_endpoint_group.this[0].id
  }

  log_config {
    enable      = var.logging == "cloud-logging"
    sample_rate = var.logging == "cloud-logging" ? 1 : null
  }
}

resource "google_compute_url_map" "this" {
  count = local.balancers

  name            = local.name
  default_service = google_compute_backend_service.this[0].id
}

resource "google_compute_url_map" "redirect" {
  count = local.encrypted ? 1 : 0

  name = "${local.name}-redirect"

  default_url_redirect {
    https_redirect         = true
    redirect_response_code = "MOVED_PERMANENTLY_DEFAULT"
    strip_query            = false
  }
}

resource "google_compute_target_http_proxy" "this" {
  count = local.balancers

  name    = local.name
  url_map = local.encrypted ? google_compute_url_map.redirect[0].id : google_compute_url_map.this[0].id
}

resource "google_compute_global_forwarding_rule" "http" {
  count = local.balancers

  name                  = "${local.name}-http"
  load_balancing_scheme = "EXTERNAL_MANAGED"
  ip_address            = google_compute_global_address.this[0].id
  ip_protocol           = "TCP"
  port_range            = "80"
  target                = google_compute_target_http_proxy.this[0].id
  labels                = local.labels
}

# Another name is another certificate: the old one serves until the new one is there to be used.
resource "google_compute_managed_ssl_certificate" "this" {
  count = local.encrypted ? 1 : 0

  name        = "${local.name}-${substr(sha256(var.host), 0, 8)}"
  description = "Name of ${local.name}"

  managed {
    domains = [var.host]
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "google_compute_ssl_policy" "this" {
  count = local.encrypted ? 1 : 0

  name            = local.name
  profile         = "MODERN"
  min_tls_version = "TLS_1_2"
}

resource "google_compute_target_https_proxy" "this" {
  count = local.encrypted ? 1 : 0

  name             = local.name
  url_map          = google_compute_url_map.this[0].id
  ssl_certificates = google_compute_managed_ssl_certificate.this[*].id
  ssl_policy       = google_compute_ssl_policy.this[0].id
  quic_override    = "ENABLE"
}

resource "google_compute_global_forwarding_rule" "https" {
  count = local.encrypted ? 1 : 0

  name                  = "${local.name}-https"
  load_balancing_scheme = "EXTERNAL_MANAGED"
  ip_address            = google_compute_global_address.this[0].id
  ip_protocol           = "TCP"
  port_range            = "443"
  target                = google_compute_target_https_proxy.this[0].id
  labels                = local.labels
}
