# vpc 1.0.0: names that lead to Google's private addresses
locals {
  # private.googleapis.com, which the network's routes have a way to.
  google_addresses = ["199.36.153.8", "199.36.153.9", "199.36.153.10", "199.36.153.11"]
}

resource "google_dns_managed_zone" "run" {
  count = var.private_run ? 1 : 0

  name        = "${local.name}-run-app"
  description = "Cloud Run through ${local.name}"
  dns_name    = "run.app."
  visibility  = "private"
  labels      = local.labels

  private_visibility_config {
    networks {
      network_url = google_compute_network.this.id
    }
  }
}

resource "google_dns_record_set" "run" {
  for_each = var.private_run ? { "run.app." = ["A", local.google_addresses], "*.run.app." = ["CNAME", ["run.app."]] } : {}

  managed_zone = google_dns_managed_zone.run[0].name
  name         = each.key
  type         = each.value[0]
  ttl          = 300
  rrdatas      = each.value[1]
}
