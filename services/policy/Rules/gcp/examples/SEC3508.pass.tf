resource "google_container_cluster" "this" {
  name             = "shop"
  location         = "europe-west1"
  enable_autopilot = true

  master_auth {
    client_certificate_config {
      issue_client_certificate = false
    }
  }
}
