# What the deployment tells about itself.

output "static_site_bucket" {
  description = "Name of the bucket that files are uploaded to."
  value       = module.static_site.bucket
}

output "static_site_ip_addresses" {
  description = "Addresses that names of the site lead to, IPv4 and IPv6."
  value       = module.static_site.ip_addresses
}

output "static_site_url" {
  description = "Where the site is."
  value       = module.static_site.url
}

output "static_site_url_map_id" {
  description = "Id of the URL map, to have the edge forget files that were overwritten."
  value       = module.static_site.url_map_id
}
