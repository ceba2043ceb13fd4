resource "google_compute_url_map" "this" {
  name = "redirect"

  default_url_redirect {
    https_redirect = true
    strip_query    = false
  }
}

resource "google_compute_target_http_proxy" "this" {
  name    = "shop"
  url_map = google_compute_url_map.this.id
}
