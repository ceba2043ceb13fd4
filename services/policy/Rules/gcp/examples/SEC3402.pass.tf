resource "google_project_iam_member" "this" {
  project = "shop"
  role    = "roles/iam.serviceAccountViewer"
  member  = "group:platform@example.com"
}
