# log-group 1.0.0

output "arn" {
  description = "ARN of the log group."
  value       = aws_cloudwatch_log_group.this.arn
}

output "environment" {
  description = "What a writer's environment says of the log group."
  value       = { LOG_GROUP = aws_cloudwatch_log_group.this.name }
}

output "name" {
  description = "Name of the log group."
  value       = aws_cloudwatch_log_group.this.name
}

output "policies" {
  description = "What a writer's role must be allowed to do, by name of the policy."
  value       = { logs = local.writer_policy }
}
