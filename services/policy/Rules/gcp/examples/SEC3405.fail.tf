resource "google_project_iam_audit_config" "this" {
  project = "shop"
  service = "allServices"

  audit_log_config {
    log_type         = "DATA_READ"
    exempted_members = ["user:alice@example.com"]
  }
}
