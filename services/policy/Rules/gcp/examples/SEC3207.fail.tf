resource "google_bigquery_dataset" "this" {
  dataset_id = "orders"

  access {
    role          = "READER"
    special_group = "allAuthenticatedUsers"
  }
}
