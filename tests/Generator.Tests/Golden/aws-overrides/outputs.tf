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

output "orders_db_database" {
  description = "Name of the database that was made at the start."
  value       = module.orders_db.database
}

output "orders_db_endpoint" {
  description = "Host name of the database."
  value       = module.orders_db.endpoint
}

output "orders_db_environment" {
  description = "What a client's environment says of the database."
  value       = module.orders_db.environment
}

output "orders_db_identifier" {
  description = "Name of the instance in RDS."
  value       = module.orders_db.identifier
}

output "orders_db_log_groups" {
  description = "Log groups of the database, by kind; empty without logging."
  value       = module.orders_db.log_groups
}

output "orders_db_port" {
  description = "Port of the database."
  value       = module.orders_db.port
}

output "orders_db_reader_endpoints" {
  description = "Host names of the read replicas."
  value       = module.orders_db.reader_endpoints
}

output "orders_db_resource_id" {
  description = "Id that policies for IAM authentication name."
  value       = module.orders_db.resource_id
}

output "orders_db_secret_arn" {
  description = "ARN of the secret with username and password."
  value       = module.orders_db.secret_arn
}

output "orders_db_secret_kms_key_arns" {
  description = "Key that whoever reads the secret must be allowed to use; empty where it is AWS' own."
  value       = module.orders_db.secret_kms_key_arns
}

output "orders_db_secrets" {
  description = "Variables of a client's environment, each with the part of the secret that it takes."
  value       = module.orders_db.secrets
}

output "orders_db_security_group_id" {
  description = "Id of the database's security group."
  value       = module.orders_db.security_group_id
}

output "orders_db_security_group_ids" {
  description = "The same as a list, for modules that let themselves in."
  value       = module.orders_db.security_group_ids
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
