resource "google_cloud_run_v2_service_iam_member" "this" {
  name     = "shop"
  location = "europe-west1"
  role     = "roles/run.invoker"
  member   = "allUsers"
}
