resource "google_compute_network" "this" {
  name = "shop"
}
