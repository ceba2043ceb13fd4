resource "google_compute_target_https_proxy" "this" {
  name    = "shop"
  url_map = "projects/shop/global/urlMaps/shop"
}
