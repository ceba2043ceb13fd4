# What the deployment tells about itself.

output "static_site_dns_names" {
  description = "The same as a list, for a record that is another name for it."
  value       = module.static_site.dns_names
}

output "static_site_domain_name" {
  description = "Azure's own name of the site."
  value       = module.static_site.domain_name
}

output "static_site_id" {
  description = "Id of the site."
  value       = module.static_site.id
}

output "static_site_name" {
  description = "Name of the site, by which its deployment token is read and files are uploaded."
  value       = module.static_site.name
}

output "static_site_url" {
  description = "Where the site is."
  value       = module.static_site.url
}
