# postgres 1.0.0

output "database" {
  description = "Name of the database that clients use."
  value       = azurerm_postgresql_flexible_server_database.this[var.database].name
}

output "endpoint" {
  description = "Host name of the server."
  value       = azurerm_postgresql_flexible_server.primary.fqdn
}

output "entra_server_names" {
  description = "Name of the server as a list, for modules that make their identity its administrator; empty where a password authenticates."
  value       = var.password_secret_id == null ? [azurerm_postgresql_flexible_server.primary.name] : []
}

output "environment" {
  description = "What a client's environment says of the database. Without a password, a client's user is the name of its identity."
  value       = local.environment
}

output "id" {
  description = "Id of the server."
  value       = azurerm_postgresql_flexible_server.primary.id
}

output "name" {
  description = "Name of the server."
  value       = azurerm_postgresql_flexible_server.primary.name
}

output "port" {
  description = "Port of the server."
  value       = 5432
}

output "reader_endpoints" {
  description = "Host names of the read replicas."
  value       = azurerm_postgresql_flexible_server.replica[*].fqdn
}

output "roles" {
  description = "Roles that a client's identity needs, each with its scope; empty without a password."
  value       = { for id in var.password_secret_id[*] : "Key Vault Secrets User" => id }
}

output "secrets" {
  description = "Variables of a client's environment, each with the address of the secret that it takes; empty without a password."
  value       = local.secrets
}
