resource "google_compute_firewall" "this" {
  name          = "clients"
  network       = "shop"
  source_ranges = ["::/0"]

  allow {
    protocol = "all"
  }
}
