# What the deployment tells about itself.

output "static_site_bucket" {
  description = "Name of the bucket that files are uploaded to."
  value       = module.static_site.bucket
}

output "static_site_distribution_id" {
  description = "Id of the distribution, to have it forget files that were overwritten."
  value       = module.static_site.distribution_id
}

output "static_site_dns_names" {
  description = "The same as a list, for a record that is another name for it."
  value       = module.static_site.dns_names
}

output "static_site_domain_name" {
  description = "CloudFront's own name of the site."
  value       = module.static_site.domain_name
}

output "static_site_url" {
  description = "Where the site is."
  value       = module.static_site.url
}

output "static_site_zone_id" {
  description = "Hosted zone of CloudFront's own name."
  value       = module.static_site.zone_id
}
