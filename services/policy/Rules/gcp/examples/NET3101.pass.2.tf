resource "google_storage_bucket" "this" {
  name                     = "shop-invoices"
  location                 = "EU"
  public_access_prevention = "inherited"

  website {
    main_page_suffix = "index.html"
  }
}
