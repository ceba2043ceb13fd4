resource "google_container_cluster" "this" {
  name             = "shop"
  location         = "europe-west1"
  enable_autopilot = true

  master_authorized_networks_config {
    cidr_blocks {
      cidr_block = "0.0.0.0/0"
    }
  }
}
