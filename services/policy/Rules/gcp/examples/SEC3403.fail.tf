resource "google_service_account" "this" {
  account_id = "deployer"
}

resource "google_service_account_key" "this" {
  service_account_id = google_service_account.this.name
}
