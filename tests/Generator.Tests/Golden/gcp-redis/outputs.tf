# What the deployment tells about itself.

output "redis_ca_certificates" {
  description = "Certificates of the authorities that signed the cache's own, in PEM."
  value       = module.redis.ca_certificates
}

output "redis_endpoint" {
  description = "Address that takes reads and writes; of a cluster, the one that tells of the others."
  value       = module.redis.endpoint
}

output "redis_environment" {
  description = "What a client's environment says of the cache."
  value       = module.redis.environment
}

output "redis_id" {
  description = "Id of the instance, projects/…/locations/…/instances/…."
  value       = module.redis.id
}

output "redis_port" {
  description = "Port of the cache."
  value       = module.redis.port
}

output "redis_project_conditions" {
  description = "What bounds those roles to this cache, as expressions of IAM conditions, by the same names."
  value       = module.redis.project_conditions
}

output "redis_project_roles" {
  description = "Roles in the project that a client's service account needs, by name."
  value       = module.redis.project_roles
}

output "redis_reader_endpoint" {
  description = "Address that takes reads; null with several shards, whose clients know themselves."
  value       = module.redis.reader_endpoint
}
