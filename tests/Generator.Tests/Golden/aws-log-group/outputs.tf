# What the deployment tells about itself.

output "log_group_arn" {
  description = "ARN of the log group."
  value       = module.log_group.arn
}

output "log_group_environment" {
  description = "What a writer's environment says of the log group."
  value       = module.log_group.environment
}

output "log_group_name" {
  description = "Name of the log group."
  value       = module.log_group.name
}

output "log_group_policies" {
  description = "What a writer's role must be allowed to do, by name of the policy."
  value       = module.log_group.policies
}
