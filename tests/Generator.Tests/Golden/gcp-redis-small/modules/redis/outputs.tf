# redis 1.0.0

output "ca_certificates" {
  description = "Certificates of the authorities that signed the cache's own, in PEM."
  value       = local.ca_certificates
}

output "endpoint" {
  description = "Address that takes reads and writes; of a cluster, the one that tells of the others."
  value       = local.endpoint
}

output "environment" {
  description = "What a client's environment says of the cache."
  value       = local.environment
}

output "id" {
  description = "Id of the instance, projects/…/locations/…/instances/…."
  value       = google_memorystore_instance.this.id
}

output "port" {
  description = "Port of the cache."
  value       = local.port
}

output "project_conditions" {
  description = "What bounds those roles to this cache, as expressions of IAM conditions, by the same names."
  value       = { cache = "resource.name.endsWith(\"/locations/${var.region}/instances/${local.name}\")" }
}

output "project_roles" {
  description = "Roles in the project that a client's service account needs, by name."
  value       = { cache = "roles/memorystore.dbConnectionUser" }
}

output "reader_endpoint" {
  description = "Address that takes reads; null with several shards, whose clients know themselves."
  value       = local.reader_endpoint
}
