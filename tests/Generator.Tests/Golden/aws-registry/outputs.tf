# What the deployment tells about itself.

output "registry_arns" {
  description = "ARNs of the repositories, by name."
  value       = module.registry.arns
}

output "registry_registry_id" {
  description = "Account that the registry belongs to."
  value       = module.registry.registry_id
}

output "registry_urls" {
  description = "Addresses that images are pushed to and pulled from, by name of the repository."
  value       = module.registry.urls
}
