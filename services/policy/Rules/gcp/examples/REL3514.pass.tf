resource "google_logging_project_bucket_config" "this" {
  project        = "shop"
  location       = "europe-west1"
  bucket_id      = "shop"
  retention_days = 90
}
