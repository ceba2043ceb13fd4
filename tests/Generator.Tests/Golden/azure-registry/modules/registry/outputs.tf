# registry 1.0.0

output "id" {
  description = "Id of the registry, as a scope for roles."
  value       = azurerm_container_registry.this.id
}

output "login_server" {
  description = "Host name of the registry."
  value       = azurerm_container_registry.this.login_server
}

output "name" {
  description = "Name of the registry."
  value       = azurerm_container_registry.this.name
}

output "roles" {
  description = "Roles that a client's identity needs, each with its scope."
  value       = { AcrPull = azurerm_container_registry.this.id }
}

output "urls" {
  description = "Addresses that images are pushed to and pulled from, by name of the repository."
  value       = { for repository in var.repositories : repository => "${azurerm_container_registry.this.login_server}/${repository}" }
}
