# postgres 1.0.0

output "ca_certificate" {
  description = "Certificate of the authority that signed the database's own, in PEM."
  value       = local.ca_certificate
}

output "connection_name" {
  description = "What Cloud SQL's connectors call the instance, project:region:name."
  value       = google_sql_database_instance.primary.connection_name
}

output "database" {
  description = "Name of the database that was made at the start."
  value       = google_sql_database.this[var.database].name
}

output "endpoint" {
  description = "Private address of the database."
  value       = google_sql_database_instance.primary.private_ip_address
}

output "environment" {
  description = "What a client's environment says of the database."
  value       = local.environment
}

output "iam_instances" {
  description = "Instance whose user a client's service account becomes, as a list; empty where a password authenticates."
  value       = [for owner in [var.password_secret] : google_sql_database_instance.primary.name if owner == null]
}

output "instance" {
  description = "Name of the instance in Cloud SQL."
  value       = google_sql_database_instance.primary.name
}

output "port" {
  description = "Port of the database."
  value       = 5432
}

output "project_conditions" {
  description = "What bounds those roles to this database, as expressions of IAM conditions, by the same names."
  value       = { for name in ["database_login", "database_client"] : name => local.this_instance }
}

output "project_roles" {
  description = "Roles in the project that a client's service account needs, by name."
  value       = { database_login = "roles/cloudsql.instanceUser", database_client = "roles/cloudsql.client" }
}

output "reader_endpoints" {
  description = "Private addresses of the read replicas."
  value       = google_sql_database_instance.replica[*].private_ip_address
}

output "secrets" {
  description = "Variables of a client's environment, each with the secret that it takes; empty where IAM authenticates."
  value       = { for secret in var.password_secret[*] : "DATABASE_PASSWORD" => secret }
}
