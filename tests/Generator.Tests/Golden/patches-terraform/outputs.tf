# What the deployment tells about itself.

output "bucket_arn" {
  description = "ARN of the bucket."
  value       = module.bucket.arn
}

output "bucket_domain_name" {
  description = "Host name of the bucket in its region."
  value       = module.bucket.domain_name
}

output "bucket_environment" {
  description = "What a client's environment says of the bucket."
  value       = module.bucket.environment
}

output "bucket_name" {
  description = "Name of the bucket."
  value       = module.bucket.name
}

output "bucket_policies" {
  description = "What a client's role must be allowed to do, by name of the policy."
  value       = module.bucket.policies
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

output "reports_db_database" {
  description = "Name of the database that was made at the start."
  value       = module.reports_db.database
}

output "reports_db_endpoint" {
  description = "Host name of the database."
  value       = module.reports_db.endpoint
}

output "reports_db_environment" {
  description = "What a client's environment says of the database."
  value       = module.reports_db.environment
}

output "reports_db_identifier" {
  description = "Name of the instance in RDS."
  value       = module.reports_db.identifier
}

output "reports_db_log_groups" {
  description = "Log groups of the database, by kind; empty without logging."
  value       = module.reports_db.log_groups
}

output "reports_db_port" {
  description = "Port of the database."
  value       = module.reports_db.port
}

output "reports_db_reader_endpoints" {
  description = "Host names of the read replicas."
  value       = module.reports_db.reader_endpoints
}

output "reports_db_resource_id" {
  description = "Id that policies for IAM authentication name."
  value       = module.reports_db.resource_id
}

output "reports_db_secret_arn" {
  description = "ARN of the secret with username and password."
  value       = module.reports_db.secret_arn
}

output "reports_db_secret_kms_key_arns" {
  description = "Key that whoever reads the secret must be allowed to use; empty where it is AWS' own."
  value       = module.reports_db.secret_kms_key_arns
}

output "reports_db_secrets" {
  description = "Variables of a client's environment, each with the part of the secret that it takes."
  value       = module.reports_db.secrets
}

output "reports_db_security_group_id" {
  description = "Id of the database's security group."
  value       = module.reports_db.security_group_id
}

output "reports_db_security_group_ids" {
  description = "The same as a list, for modules that let themselves in."
  value       = module.reports_db.security_group_ids
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

output "web_arn" {
  description = "ARN of the load balancer."
  value       = module.web.arn
}

output "web_dns_name" {
  description = "Host name of the load balancer."
  value       = module.web.dns_name
}

output "web_dns_names" {
  description = "The same as a list, for a record that is another name for it."
  value       = module.web.dns_names
}

output "web_listener_arn" {
  description = "Listener that further rules belong to."
  value       = module.web.listener_arn
}

output "web_security_group_id" {
  description = "Id of the load balancer's security group, for rules of targets that let it in."
  value       = module.web.security_group_id
}

output "web_target_group_arn" {
  description = "Where targets are registered."
  value       = module.web.target_group_arn
}

output "web_url" {
  description = "Where clients call."
  value       = module.web.url
}

output "web_zone_id" {
  description = "Hosted zone of the host name."
  value       = module.web.zone_id
}
