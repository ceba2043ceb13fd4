# What the deployment tells about itself.

output "iam_role_arn" {
  description = "ARN of the role."
  value       = module.iam_role.arn
}

output "iam_role_name" {
  description = "Name of the role."
  value       = module.iam_role.name
}

output "iam_role_unique_id" {
  description = "Id of the role that no later one of its name has."
  value       = module.iam_role.unique_id
}
