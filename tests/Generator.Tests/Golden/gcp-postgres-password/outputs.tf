# What the deployment tells about itself.

output "postgres_ca_certificate" {
  description = "Certificate of the authority that signed the database's own, in PEM."
  value       = module.postgres.ca_certificate
}

output "postgres_connection_name" {
  description = "What Cloud SQL's connectors call the instance, project:region:name."
  value       = module.postgres.connection_name
}

output "postgres_database" {
  description = "Name of the database that was made at the start."
  value       = module.postgres.database
}

output "postgres_endpoint" {
  description = "Private address of the database."
  value       = module.postgres.endpoint
}

output "postgres_environment" {
  description = "What a client's environment says of the database."
  value       = module.postgres.environment
}

output "postgres_iam_instances" {
  description = "Instance whose user a client's service account becomes, as a list; empty where a password authenticates."
  value       = module.postgres.iam_instances
}

output "postgres_instance" {
  description = "Name of the instance in Cloud SQL."
  value       = module.postgres.instance
}

output "postgres_port" {
  description = "Port of the database."
  value       = module.postgres.port
}

output "postgres_project_conditions" {
  description = "What bounds those roles to this database, as expressions of IAM conditions, by the same names."
  value       = module.postgres.project_conditions
}

output "postgres_project_roles" {
  description = "Roles in the project that a client's service account needs, by name."
  value       = module.postgres.project_roles
}

output "postgres_reader_endpoints" {
  description = "Private addresses of the read replicas."
  value       = module.postgres.reader_endpoints
}

output "postgres_secrets" {
  description = "Variables of a client's environment, each with the secret that it takes; empty where IAM authenticates."
  value       = module.postgres.secrets
}
