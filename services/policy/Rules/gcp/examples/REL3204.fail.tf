resource "google_sql_database_instance" "this" {
  name             = "shop"
  database_version = "POSTGRES_17"

  settings {
    tier = "db-custom-2-7680"

    backup_configuration {
      enabled = false
    }
  }
}
