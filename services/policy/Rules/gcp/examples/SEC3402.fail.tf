resource "google_project_iam_member" "this" {
  project = "shop"
  role    = "roles/iam.serviceAccountTokenCreator"
  member  = "group:platform@example.com"
}
