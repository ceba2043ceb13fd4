resource "google_service_account_key" "this" {
  service_account_id = "projects/shop/serviceAccounts/deployer@shop.iam.gserviceaccount.com"
}
