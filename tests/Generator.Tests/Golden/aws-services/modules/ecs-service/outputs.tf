# ecs-service 1.6.0

output "cluster_name" {
  description = "Name of the cluster."
  value       = aws_ecs_cluster.this.name
}

output "dns_names" {
  description = "Host name of the load balancer as a list, for a record that is another name for it; empty without one."
  value       = aws_lb.this[*].dns_name
}

output "file_system_id" {
  description = "File system of the volumes that are kept; null without any."
  value       = one(aws_efs_file_system.this[*].id)
}

output "image" {
  description = "Image of the container."
  value       = var.container_image
}

output "log_group" {
  description = "Log group of the containers; null without logging."
  value       = one(aws_cloudwatch_log_group.this[*].name)
}

output "prometheus_endpoint" {
  description = "Where the metrics can be queried; null without Prometheus."
  value       = one(aws_prometheus_workspace.this[*].prometheus_endpoint)
}

output "security_group_id" {
  description = "Id of the tasks' security group, for rules that let them in elsewhere."
  value       = aws_security_group.service.id
}

output "service_name" {
  description = "Name of the service."
  value       = local.service_name
}

output "task_definition_arn" {
  description = "ARN of the task definition's revision that is deployed."
  value       = aws_ecs_task_definition.this.arn
}

output "task_role_name" {
  description = "Name of the role that the container acts as, for further policies."
  value       = aws_iam_role.task.name
}

output "url" {
  description = "Where the service is reached; null without a load balancer."
  value       = one(local.urls)
}

output "zone_id" {
  description = "Hosted zone of that host name; null without a load balancer."
  value       = one(aws_lb.this[*].zone_id)
}
