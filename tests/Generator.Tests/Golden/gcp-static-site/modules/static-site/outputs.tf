# static-site 1.0.0

output "bucket" {
  description = "Name of the bucket that files are uploaded to."
  value       = google_storage_bucket.this.name
}

output "ip_addresses" {
  description = "Addresses that names of the site lead to, IPv4 and IPv6."
  value       = [for version in ["IPV4", "IPV6"] : google_compute_global_address.this[version].address]
}

output "url" {
  description = "Where the site is."
  value       = local.named ? "https://${var.domain_names[0]}" : "http://${google_compute_global_address.this["IPV4"].address}"
}

output "url_map_id" {
  description = "Id of the URL map, to have the edge forget files that were overwritten."
  value       = google_compute_url_map.this.id
}
