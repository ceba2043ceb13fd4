resource "google_redis_instance" "this" {
  name                    = "shop"
  memory_size_gb          = 5
  auth_enabled            = true
  transit_encryption_mode = "SERVER_AUTHENTICATION"
}
