# redis 1.0.0

output "database_ids" {
  description = "Id of the cache's database as a list, for modules that let themselves in."
  value       = [local.database_id]
}

output "endpoint" {
  description = "Host name that takes reads and writes."
  value       = azurerm_managed_redis.this.hostname
}

output "environment" {
  description = "What a client's environment says of the cache. A client's user is the object id of its identity."
  value       = local.environment
}

output "id" {
  description = "Id of the cache."
  value       = azurerm_managed_redis.this.id
}

output "name" {
  description = "Name of the cache."
  value       = azurerm_managed_redis.this.name
}

output "port" {
  description = "Port of the cache."
  value       = local.port
}

output "roles" {
  description = "Roles that a client's identity needs, each with its scope; there are none, since the database itself knows who may connect."
  value       = {}
}

output "secrets" {
  description = "Variables of a client's environment that are secrets; there are none, since identities authenticate."
  value       = {}
}
