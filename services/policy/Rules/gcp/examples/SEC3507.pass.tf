resource "google_container_cluster" "this" {
  name             = "shop"
  location         = "europe-west1"
  enable_autopilot = true

  database_encryption {
    state    = "ENCRYPTED"
    key_name = "projects/shop/locations/europe-west1/keyRings/shop/cryptoKeys/gke"
  }
}
