resource "google_container_cluster" "this" {
  name             = "shop"
  location         = "europe-west1"
  enable_autopilot = true
}
