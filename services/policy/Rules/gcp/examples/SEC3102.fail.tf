resource "google_storage_bucket" "this" {
  name                        = "shop-invoices"
  location                    = "EU"
  uniform_bucket_level_access = false
}
