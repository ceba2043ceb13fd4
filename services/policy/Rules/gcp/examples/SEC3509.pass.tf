resource "google_container_cluster" "this" {
  name               = "shop"
  location           = "europe-west1"
  initial_node_count = 1

  workload_identity_config {
    workload_pool = "shop.svc.id.goog"
  }
}
