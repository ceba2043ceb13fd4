# What the deployment tells about itself.

output "redis_arn" {
  description = "ARN of the replication group."
  value       = module.redis.arn
}

output "redis_endpoint" {
  description = "Host name that takes reads and writes."
  value       = module.redis.endpoint
}

output "redis_environment" {
  description = "What a client's environment says of the cache."
  value       = module.redis.environment
}

output "redis_log_groups" {
  description = "Log groups of the cache, by kind; empty without logging."
  value       = module.redis.log_groups
}

output "redis_policies" {
  description = "What a client's role must be allowed to do, by name of the policy; empty where a password authenticates."
  value       = module.redis.policies
}

output "redis_port" {
  description = "Port of the cache."
  value       = module.redis.port
}

output "redis_reader_endpoint" {
  description = "Host name that takes reads; null with several shards, whose clients know themselves."
  value       = module.redis.reader_endpoint
}

output "redis_secret_kms_key_arns" {
  description = "Key that whoever reads the secret must be allowed to use; empty where it is AWS' own."
  value       = module.redis.secret_kms_key_arns
}

output "redis_secrets" {
  description = "Variables of a client's environment, each with the secret that it takes; empty where IAM authenticates."
  value       = module.redis.secrets
}

output "redis_security_group_id" {
  description = "Id of the cache's security group."
  value       = module.redis.security_group_id
}

output "redis_security_group_ids" {
  description = "The same as a list, for modules that let themselves in."
  value       = module.redis.security_group_ids
}

output "redis_user_name" {
  description = "Name of the user."
  value       = module.redis.user_name
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
