# load-balancer 1.0.0
locals {
  labels    = { module = "load-balancer", module_version = "1-0-0" }
  name      = "lb-${var.prefix}"
  encrypted = length(var.domain_names) + length(var.certificate_ids) > 0
  versions  = toset(var.ipv6 ? ["IPV4", "IPV6"] : ["IPV4"])
}

# Kept apart from what uses it: names lead here.
resource "google_compute_global_address" "this" {
  for_each = local.versions

  name       = "${local.name}-${lower(each.value)}"
  ip_version = each.value
  labels     = local.labels
}

# Another service is another group: the old one is there until the balancer has turned away from it.
resource "google_compute_region_network_endpoint_group" "this" {
  name                  = "${local.name}-${substr(sha256(var.service_names[0]), 0, 8)}"
  region                = var.region
  network_endpoint_type = "SERVERLESS"

  cloud_run {
    service = var.service_names[0]
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "google_compute_backend_service" "this" {
  name                  = local.name
  load_balancing_scheme = "EXTERNAL_MANAGED"
  protocol              = "HTTPS"
  security_policy       = google_compute_security_policy.this.id
  enable_cdn            = var.cdn
  compression_mode      = var.cdn ? "AUTOMATIC" : "DISABLED"

  custom_response_headers = local.encrypted ? ["Strict-Transport-Security: max-age=63072000"] : []

  backend {
    group = google_compute_region_network_endpoint_group.this.id
  }

  dynamic "cdn_policy" {
    for_each = var.cdn ? ["USE_ORIGIN_HEADERS"] : []

    content {
      cache_mode = cdn_policy.value

      cache_key_policy {
        include_host         = true
        include_protocol     = true
        include_query_string = true
      }
    }
  }

  log_config {
    enable      = var.logging == "cloud-logging"
    sample_rate = var.logging == "cloud-logging" ? var.log_sampling : null
  }
}

resource "google_compute_url_map" "this" {
  name            = local.name
  default_service = google_compute_backend_service.this.id
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
  name    = local.name
  url_map = local.encrypted ? google_compute_url_map.redirect[0].id : google_compute_url_map.this.id
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
