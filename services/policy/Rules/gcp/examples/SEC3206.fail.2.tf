resource "google_memorystore_instance" "this" {
  instance_id             = "shop"
  location                = "europe-west1"
  shard_count             = 1
  authorization_mode      = "AUTH_DISABLED"
  transit_encryption_mode = "SERVER_AUTHENTICATION"
}
