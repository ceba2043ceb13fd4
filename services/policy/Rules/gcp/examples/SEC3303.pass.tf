resource "google_compute_subnetwork" "this" {
  name          = "private"
  network       = "shop"
  ip_cidr_range = "10.0.0.0/20"
  purpose       = "PRIVATE"

  log_config {
    metadata = "INCLUDE_ALL_METADATA"
  }
}
