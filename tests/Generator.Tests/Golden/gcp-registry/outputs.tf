# What the deployment tells about itself.

output "registry_ids" {
  description = "Ids of the repositories, by name."
  value       = module.registry.ids
}

output "registry_location" {
  description = "Region that the repositories are in."
  value       = module.registry.location
}

output "registry_urls" {
  description = "Addresses below which images are pushed to and pulled from, by name of the repository."
  value       = module.registry.urls
}
