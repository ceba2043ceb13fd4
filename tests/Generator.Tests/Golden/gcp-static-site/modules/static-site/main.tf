# static-site 1.0.0
locals {
  labels   = { module = "static-site", module_version = "1-0-0" }
  name     = "web-${var.prefix}"
  named    = length(var.domain_names) > 0
  versions = toset(["IPV4", "IPV6"])

  headers = concat(
    [
      "X-Content-Type-Options: nosniff",
      "X-Frame-Options: DENY",
      "Referrer-Policy: strict-origin-when-cross-origin",
    ],
    local.named ? ["Strict-Transport-Security: max-age=63072000"] : [],
    [for policy in var.content_security_policy[*] : "Content-Security-Policy: ${policy}"],
  )
}

resource "google_compute_backend_bucket" "this" {
  name                    = local.name
  description             = "Files of ${local.name}"
  bucket_name             = google_storage_bucket.this.name
  enable_cdn              = true
  compression_mode        = "AUTOMATIC"
  custom_response_headers = local.headers

  cdn_policy {
    cache_mode        = "CACHE_ALL_STATIC"
    default_ttl       = var.cache_seconds
    client_ttl        = var.cache_seconds
    max_ttl           = 31536000
    negative_caching  = true
    serve_while_stale = 86400
  }
}

resource "google_compute_url_map" "this" {
  name            = local.name
  default_service = google_compute_backend_bucket.this.id

  # A page of such an application is no file, but not missing either.
  dynamic "default_custom_error_response_policy" {
    for_each = var.single_page ? [var.index_document] : []

    content {
      error_service = google_compute_backend_bucket.this.id

      error_response_rule {
        match_response_codes   = ["404"]
        override_response_code = 200
        path                   = "/${default_custom_error_response_policy.value}"
      }
    }
  }
}

resource "google_compute_url_map" "redirect" {
  count = local.named ? 1 : 0

  name = "${local.name}-redirect"

  default_url_redirect {
    https_redirect         = true
    redirect_response_code = "MOVED_PERMANENTLY_DEFAULT"
    strip_query            = false
  }
}

resource "google_dns_record_set" "this" {
  for_each = var.zone_name == null ? {} : { for record in setproduct(var.domain_names, ["A", "AAAA"]) : "${record[0]}-${record[1]}" => { name = record[0], type = record[1] } }

  project      = var.zone_project
  managed_zone = var.zone_name
  name         = "${each.value.name}."
  type         = each.value.type
  ttl          = 300
  rrdatas      = [google_compute_global_address.this[each.value.type == "A" ? "IPV4" : "IPV6"].address]
}
