resource "google_cloud_run_v2_service" "this" {
  name     = "shop"
  location = "europe-west1"

  template {
    containers {
      image = "europe-west1-docker.pkg.dev/shop/images/shop:1.4.0"

      env {
        name = "DATABASE_PASSWORD"

        value_source {
          secret_key_ref {
            secret  = "shop-database"
            version = "3"
          }
        }
      }
    }
  }
}
