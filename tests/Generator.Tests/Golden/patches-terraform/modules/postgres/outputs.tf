# postgres 1.1.0

output "database" {
  description = "Name of the database that was made at the start."
  value       = var.database
}

output "endpoint" {
  description = "Host name of the database."
  value       = aws_db_instance.primary.address
}

output "environment" {
  description = "What a client's environment says of the database."
  value       = local.environment
}

output "identifier" {
  description = "Name of the instance in RDS."
  value       = aws_db_instance.primary.identifier
}

output "log_groups" {
  description = "Log groups of the database, by kind; empty without logging."
  value       = { for kind, group in aws_cloudwatch_log_group.this : kind => group.name }
}

output "port" {
  description = "Port of the database."
  value       = var.port
}

output "reader_endpoints" {
  description = "Host names of the read replicas."
  value       = aws_db_instance.replica[*].address
}

output "resource_id" {
  description = "Id that policies for IAM authentication name."
  value       = aws_db_instance.primary.resource_id
}

output "secret_arn" {
  description = "ARN of the secret with username and password."
  value       = local.secret_arn
}

output "secret_kms_key_arns" {
  description = "Key that whoever reads the secret must be allowed to use; empty where it is AWS' own."
  value       = var.kms_key_arn[*]
}

output "secrets" {
  description = "Variables of a client's environment, each with the part of the secret that it takes."
  value       = { DATABASE_PASSWORD = "${local.secret_arn}:password::" }
}

output "security_group_id" {
  description = "Id of the database's security group."
  value       = aws_security_group.this.id
}

output "security_group_ids" {
  description = "The same as a list, for modules that let themselves in."
  value       = [aws_security_group.this.id]
}
