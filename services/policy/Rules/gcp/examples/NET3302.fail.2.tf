resource "google_compute_network" "this" {
  name                    = "shop"
  auto_create_subnetworks = true
}
