resource "google_sql_database_instance" "this" {
  name                = "shop"
  database_version    = "POSTGRES_17"
  deletion_protection = true

  settings {
    tier = "db-custom-2-7680"
  }
}
