resource "google_project_iam_member" "this" {
  project = "shop"
  role    = "roles/editor"
  member  = "group:platform@example.com"
}
