resource "google_storage_bucket_iam_member" "this" {
  bucket = "shop-invoices"
  role   = "roles/storage.objectViewer"
  member = "allUsers"
}
