resource "google_redis_instance" "this" {
  name           = "shop"
  memory_size_gb = 5
  auth_enabled   = true
}
