resource "google_bigquery_dataset" "this" {
  dataset_id = "orders"

  access {
    role           = "READER"
    group_by_email = "accounting@example.com"
  }
}
