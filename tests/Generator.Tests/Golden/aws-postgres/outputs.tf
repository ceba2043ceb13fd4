# What the deployment tells about itself.

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
