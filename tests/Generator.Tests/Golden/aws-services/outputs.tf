# What the deployment tells about itself.

output "files_cluster_name" {
  description = "Name of the cluster."
  value       = module.files.cluster_name
}

output "files_dns_names" {
  description = "Host name of the load balancer as a list, for a record that is another name for it; empty without one."
  value       = module.files.dns_names
}

output "files_file_system_id" {
  description = "File system of the volumes that are kept; null without any."
  value       = module.files.file_system_id
}

output "files_image" {
  description = "Image of the container."
  value       = module.files.image
}

output "files_log_group" {
  description = "Log group of the containers; null without logging."
  value       = module.files.log_group
}

output "files_prometheus_endpoint" {
  description = "Where the metrics can be queried; null without Prometheus."
  value       = module.files.prometheus_endpoint
}

output "files_security_group_id" {
  description = "Id of the tasks' security group, for rules that let them in elsewhere."
  value       = module.files.security_group_id
}

output "files_service_name" {
  description = "Name of the service."
  value       = module.files.service_name
}

output "files_task_definition_arn" {
  description = "ARN of the task definition's revision that is deployed."
  value       = module.files.task_definition_arn
}

output "files_task_role_name" {
  description = "Name of the role that the container acts as, for further policies."
  value       = module.files.task_role_name
}

output "files_url" {
  description = "Where the service is reached; null without a load balancer."
  value       = module.files.url
}

output "files_zone_id" {
  description = "Hosted zone of that host name; null without a load balancer."
  value       = module.files.zone_id
}

output "postgres_database" {
  description = "Name of the database that was made at the start."
  value       = module.postgres.database
}

output "postgres_endpoint" {
  description = "Host name of the database."
  value       = module.postgres.endpoint
}

output "postgres_environment" {
  description = "What a client's environment says of the database."
  value       = module.postgres.environment
}

output "postgres_identifier" {
  description = "Name of the instance in RDS."
  value       = module.postgres.identifier
}

output "postgres_log_groups" {
  description = "Log groups of the database, by kind; empty without logging."
  value       = module.postgres.log_groups
}

output "postgres_port" {
  description = "Port of the database."
  value       = module.postgres.port
}

output "postgres_reader_endpoints" {
  description = "Host names of the read replicas."
  value       = module.postgres.reader_endpoints
}

output "postgres_resource_id" {
  description = "Id that policies for IAM authentication name."
  value       = module.postgres.resource_id
}

output "postgres_secret_arn" {
  description = "ARN of the secret with username and password."
  value       = module.postgres.secret_arn
}

output "postgres_secret_kms_key_arns" {
  description = "Key that whoever reads the secret must be allowed to use; empty where it is AWS' own."
  value       = module.postgres.secret_kms_key_arns
}

output "postgres_secrets" {
  description = "Variables of a client's environment, each with the part of the secret that it takes."
  value       = module.postgres.secrets
}

output "postgres_security_group_id" {
  description = "Id of the database's security group."
  value       = module.postgres.security_group_id
}

output "postgres_security_group_ids" {
  description = "The same as a list, for modules that let themselves in."
  value       = module.postgres.security_group_ids
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

output "web_cluster_name" {
  description = "Name of the cluster."
  value       = module.web.cluster_name
}

output "web_dns_names" {
  description = "Host name of the load balancer as a list, for a record that is another name for it; empty without one."
  value       = module.web.dns_names
}

output "web_file_system_id" {
  description = "File system of the volumes that are kept; null without any."
  value       = module.web.file_system_id
}

output "web_image" {
  description = "Image of the container."
  value       = module.web.image
}

output "web_log_group" {
  description = "Log group of the containers; null without logging."
  value       = module.web.log_group
}

output "web_prometheus_endpoint" {
  description = "Where the metrics can be queried; null without Prometheus."
  value       = module.web.prometheus_endpoint
}

output "web_security_group_id" {
  description = "Id of the tasks' security group, for rules that let them in elsewhere."
  value       = module.web.security_group_id
}

output "web_service_name" {
  description = "Name of the service."
  value       = module.web.service_name
}

output "web_task_definition_arn" {
  description = "ARN of the task definition's revision that is deployed."
  value       = module.web.task_definition_arn
}

output "web_task_role_name" {
  description = "Name of the role that the container acts as, for further policies."
  value       = module.web.task_role_name
}

output "web_url" {
  description = "Where the service is reached; null without a load balancer."
  value       = module.web.url
}

output "web_zone_id" {
  description = "Hosted zone of that host name; null without a load balancer."
  value       = module.web.zone_id
}

output "worker_cluster_name" {
  description = "Name of the cluster."
  value       = module.worker.cluster_name
}

output "worker_dns_names" {
  description = "Host name of the load balancer as a list, for a record that is another name for it; empty without one."
  value       = module.worker.dns_names
}

output "worker_file_system_id" {
  description = "File system of the volumes that are kept; null without any."
  value       = module.worker.file_system_id
}

output "worker_image" {
  description = "Image of the container."
  value       = module.worker.image
}

output "worker_log_group" {
  description = "Log group of the containers; null without logging."
  value       = module.worker.log_group
}

output "worker_prometheus_endpoint" {
  description = "Where the metrics can be queried; null without Prometheus."
  value       = module.worker.prometheus_endpoint
}

output "worker_security_group_id" {
  description = "Id of the tasks' security group, for rules that let them in elsewhere."
  value       = module.worker.security_group_id
}

output "worker_service_name" {
  description = "Name of the service."
  value       = module.worker.service_name
}

output "worker_task_definition_arn" {
  description = "ARN of the task definition's revision that is deployed."
  value       = module.worker.task_definition_arn
}

output "worker_task_role_name" {
  description = "Name of the role that the container acts as, for further policies."
  value       = module.worker.task_role_name
}

output "worker_url" {
  description = "Where the service is reached; null without a load balancer."
  value       = module.worker.url
}

output "worker_zone_id" {
  description = "Hosted zone of that host name; null without a load balancer."
  value       = module.worker.zone_id
}
