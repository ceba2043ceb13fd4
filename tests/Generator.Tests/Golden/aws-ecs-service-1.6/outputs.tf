# What the deployment tells about itself.

output "ecs_service_cluster_name" {
  description = "Name of the cluster."
  value       = module.ecs_service.cluster_name
}

output "ecs_service_dns_names" {
  description = "Host name of the load balancer as a list, for a record that is another name for it; empty without one."
  value       = module.ecs_service.dns_names
}

output "ecs_service_file_system_id" {
  description = "File system of the volumes that are kept; null without any."
  value       = module.ecs_service.file_system_id
}

output "ecs_service_image" {
  description = "Image of the container."
  value       = module.ecs_service.image
}

output "ecs_service_log_group" {
  description = "Log group of the containers; null without logging."
  value       = module.ecs_service.log_group
}

output "ecs_service_prometheus_endpoint" {
  description = "Where the metrics can be queried; null without Prometheus."
  value       = module.ecs_service.prometheus_endpoint
}

output "ecs_service_security_group_id" {
  description = "Id of the tasks' security group, for rules that let them in elsewhere."
  value       = module.ecs_service.security_group_id
}

output "ecs_service_service_name" {
  description = "Name of the service."
  value       = module.ecs_service.service_name
}

output "ecs_service_task_definition_arn" {
  description = "ARN of the task definition's revision that is deployed."
  value       = module.ecs_service.task_definition_arn
}

output "ecs_service_task_role_name" {
  description = "Name of the role that the container acts as, for further policies."
  value       = module.ecs_service.task_role_name
}

output "ecs_service_url" {
  description = "Where the service is reached; null without a load balancer."
  value       = module.ecs_service.url
}

output "ecs_service_zone_id" {
  description = "Hosted zone of that host name; null without a load balancer."
  value       = module.ecs_service.zone_id
}

output "vpc_availability_zones" {
  description = "Names of the availability zones."
  value       = module.vpc.availability_zones
}

output "vpc_cidr_blocks" {
  description = "IPv4 blocks of the network."
  value       = module.vpc.cidr_blocks
}

output "vpc_flow_log_group" {
  description = "Log group of the flow logs; null without logging."
  value       = module.vpc.flow_log_group
}

output "vpc_id" {
  description = "Id of the network."
  value       = module.vpc.id
}

output "vpc_nat_public_ips" {
  description = "Addresses that private subnets are seen with on the Internet."
  value       = module.vpc.nat_public_ips
}

output "vpc_private_subnet_ids" {
  description = "Ids of the private subnets, one for each zone."
  value       = module.vpc.private_subnet_ids
}

output "vpc_public_subnet_ids" {
  description = "Ids of the public subnets, one for each zone."
  value       = module.vpc.public_subnet_ids
}
