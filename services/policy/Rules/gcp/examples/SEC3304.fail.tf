resource "google_compute_ssl_policy" "this" {
  name            = "shop"
  profile         = "MODERN"
  min_tls_version = "TLS_1_0"
}
