resource "google_storage_bucket" "this" {
  name     = "shop-invoices"
  location = "EU"

  labels = {
    owner = "shop"
  }
}
