# What the deployment tells about itself.

output "iam_role_client_id" {
  description = "Id that a client names when it asks for a token."
  value       = module.iam_role.client_id
}

output "iam_role_id" {
  description = "Id of the identity."
  value       = module.iam_role.id
}

output "iam_role_ids" {
  description = "The same as a list, for modules that take several."
  value       = module.iam_role.ids
}

output "iam_role_name" {
  description = "Name of the identity."
  value       = module.iam_role.name
}

output "iam_role_principal_id" {
  description = "Object id that roles are given to."
  value       = module.iam_role.principal_id
}

output "iam_role_tenant_id" {
  description = "Tenant that the identity belongs to."
  value       = module.iam_role.tenant_id
}

output "redis_database_ids" {
  description = "Id of the cache's database as a list, for modules that let themselves in."
  value       = module.redis.database_ids
}

output "redis_endpoint" {
  description = "Host name that takes reads and writes."
  value       = module.redis.endpoint
}

output "redis_environment" {
  description = "What a client's environment says of the cache. A client's user is the object id of its identity."
  value       = module.redis.environment
}

output "redis_id" {
  description = "Id of the cache."
  value       = module.redis.id
}

output "redis_name" {
  description = "Name of the cache."
  value       = module.redis.name
}

output "redis_port" {
  description = "Port of the cache."
  value       = module.redis.port
}

output "redis_roles" {
  description = "Roles that a client's identity needs, each with its scope; there are none, since the database itself knows who may connect."
  value       = module.redis.roles
}

output "redis_secrets" {
  description = "Variables of a client's environment that are secrets; there are none, since identities authenticate."
  value       = module.redis.secrets
}
