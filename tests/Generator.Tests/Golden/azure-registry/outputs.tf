# What the deployment tells about itself.

output "registry_id" {
  description = "Id of the registry, as a scope for roles."
  value       = module.registry.id
}

output "registry_login_server" {
  description = "Host name of the registry."
  value       = module.registry.login_server
}

output "registry_name" {
  description = "Name of the registry."
  value       = module.registry.name
}

output "registry_roles" {
  description = "Roles that a client's identity needs, each with its scope."
  value       = module.registry.roles
}

output "registry_urls" {
  description = "Addresses that images are pushed to and pulled from, by name of the repository."
  value       = module.registry.urls
}
