resource "google_compute_firewall" "this" {
  name          = "clients"
  network       = "shop"
  source_ranges = ["35.235.240.0/20"]

  allow {
    protocol = "tcp"
    ports    = ["22"]
  }
}
