resource "google_storage_bucket" "this" {
  name     = "shop-invoices"
  location = "EU"

  website {
    main_page_suffix = "index.html"
  }
}

resource "google_storage_bucket_iam_member" "this" {
  bucket = google_storage_bucket.this.name
  role   = "roles/storage.objectViewer"
  member = "allUsers"
}
