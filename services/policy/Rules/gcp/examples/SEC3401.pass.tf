resource "google_project_iam_member" "this" {
  project = "shop"
  role    = "roles/run.developer"
  member  = "group:platform@example.com"
}
