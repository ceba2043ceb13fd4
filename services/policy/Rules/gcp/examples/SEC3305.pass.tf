resource "google_compute_ssl_policy" "this" {
  name            = "shop"
  profile         = "MODERN"
  min_tls_version = "TLS_1_2"
}

resource "google_compute_target_https_proxy" "this" {
  name       = "shop"
  url_map    = "projects/shop/global/urlMaps/shop"
  ssl_policy = google_compute_ssl_policy.this.id
}
