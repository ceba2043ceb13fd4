# redis 1.0.0

output "arn" {
  description = "ARN of the replication group."
  value       = aws_elasticache_replication_group.this.arn
}

output "endpoint" {
  description = "Host name that takes reads and writes."
  value       = local.endpoint
}

output "environment" {
  description = "What a client's environment says of the cache."
  value       = local.environment
}

output "log_groups" {
  description = "Log groups of the cache, by kind; empty without logging."
  value       = { for kind, group in aws_cloudwatch_log_group.this : kind => group.name }
}

output "policies" {
  description = "What a client's role must be allowed to do, by name of the policy; empty where a password authenticates."
  value       = { for policy in [local.connect_policy] : "cache" => policy if var.password_secret_arn == null }
}

output "port" {
  description = "Port of the cache."
  value       = var.port
}

output "reader_endpoint" {
  description = "Host name that takes reads; null with several shards, whose clients know themselves."
  value       = local.clustered ? null : aws_elasticache_replication_group.this.reader_endpoint_address
}

output "secret_kms_key_arns" {
  description = "Key that whoever reads the secret must be allowed to use; empty where it is AWS' own."
  value       = var.password_kms_key_arns
}

output "secrets" {
  description = "Variables of a client's environment, each with the secret that it takes; empty where IAM authenticates."
  value       = { for arn in var.password_secret_arn[*] : "CACHE_PASSWORD" => arn }
}

output "security_group_id" {
  description = "Id of the cache's security group."
  value       = aws_security_group.this.id
}

output "security_group_ids" {
  description = "The same as a list, for modules that let themselves in."
  value       = [aws_security_group.this.id]
}

output "user_name" {
  description = "Name of the user."
  value       = aws_elasticache_user.app.user_name
}
