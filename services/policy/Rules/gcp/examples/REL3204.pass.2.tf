resource "google_sql_database_instance" "this" {
  name                 = "shop-replica"
  database_version     = "POSTGRES_17"
  master_instance_name = "shop"

  settings {
    tier = "db-custom-2-7680"
  }
}
