# What the deployment tells about itself.

output "cluster_environment" {
  description = "What a writer's environment says of the log."
  value       = module.cluster.environment
}

output "cluster_id" {
  description = "Id of the bucket."
  value       = module.cluster.id
}

output "cluster_log_name" {
  description = "Name of the log that writers write to, where filter is left open."
  value       = module.cluster.log_name
}

output "cluster_name" {
  description = "Name of the bucket."
  value       = module.cluster.name
}

output "cluster_project_roles" {
  description = "What a writer's account must be allowed to do, as roles by name."
  value       = module.cluster.project_roles
}

output "log_group_environment" {
  description = "What a writer's environment says of the log."
  value       = module.log_group.environment
}

output "log_group_id" {
  description = "Id of the bucket."
  value       = module.log_group.id
}

output "log_group_log_name" {
  description = "Name of the log that writers write to, where filter is left open."
  value       = module.log_group.log_name
}

output "log_group_name" {
  description = "Name of the bucket."
  value       = module.log_group.name
}

output "log_group_project_roles" {
  description = "What a writer's account must be allowed to do, as roles by name."
  value       = module.log_group.project_roles
}
