resource "google_folder_iam_binding" "this" {
  folder  = "folders/1234567"
  role    = "roles/owner"
  members = ["group:platform@example.com"]
}
