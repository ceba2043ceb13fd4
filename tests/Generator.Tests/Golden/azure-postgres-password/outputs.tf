# What the deployment tells about itself.

output "postgres_database" {
  description = "Name of the database that clients use."
  value       = module.postgres.database
}

output "postgres_endpoint" {
  description = "Host name of the server."
  value       = module.postgres.endpoint
}

output "postgres_entra_server_names" {
  description = "Name of the server as a list, for modules that make their identity its administrator; empty where a password authenticates."
  value       = module.postgres.entra_server_names
}

output "postgres_environment" {
  description = "What a client's environment says of the database. Without a password, a client's user is the name of its identity."
  value       = module.postgres.environment
}

output "postgres_id" {
  description = "Id of the server."
  value       = module.postgres.id
}

output "postgres_name" {
  description = "Name of the server."
  value       = module.postgres.name
}

output "postgres_port" {
  description = "Port of the server."
  value       = module.postgres.port
}

output "postgres_reader_endpoints" {
  description = "Host names of the read replicas."
  value       = module.postgres.reader_endpoints
}

output "postgres_roles" {
  description = "Roles that a client's identity needs, each with its scope; empty without a password."
  value       = module.postgres.roles
}

output "postgres_secrets" {
  description = "Variables of a client's environment, each with the address of the secret that it takes; empty without a password."
  value       = module.postgres.secrets
}
