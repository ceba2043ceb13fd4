# What the deployment tells about itself.

output "redis_ca_certificates" {
  description = "Certificates of the authorities that signed the cache's own, in PEM."
  value       = module.redis.ca_certificates
}

output "redis_endpoint" {
  description = "Address that takes reads and writes; of a cluster, the one that tells of the others."
  value       = module.redis.endpoint
}

output "redis_environment" {
  description = "What a client's environment says of the cache."
  value       = module.redis.environment
}

output "redis_id" {
  description = "Id of the instance, projects/…/locations/…/instances/…."
  value       = module.redis.id
}

output "redis_port" {
  description = "Port of the cache."
  value       = module.redis.port
}

output "redis_project_conditions" {
  description = "What bounds those roles to this cache, as expressions of IAM conditions, by the same names."
  value       = module.redis.project_conditions
}

output "redis_project_roles" {
  description = "Roles in the project that a client's service account needs, by name."
  value       = module.redis.project_roles
}

output "redis_reader_endpoint" {
  description = "Address that takes reads; null with several shards, whose clients know themselves."
  value       = module.redis.reader_endpoint
}

output "vpc_cidr_blocks" {
  description = "IPv4 blocks of the network."
  value       = module.vpc.cidr_blocks
}

output "vpc_id" {
  description = "Id of the network."
  value       = module.vpc.id
}

output "vpc_name" {
  description = "Name of the network."
  value       = module.vpc.name
}

output "vpc_nat_public_ips" {
  description = "Addresses that the network is seen with on the Internet; empty where Google chooses them."
  value       = module.vpc.nat_public_ips
}

output "vpc_pods_range_name" {
  description = "Name of the private subnet's range for pods."
  value       = module.vpc.pods_range_name
}

output "vpc_private_service_connection" {
  description = "Peering that gives managed services their addresses, which they have to wait for; null without it."
  value       = module.vpc.private_service_connection
}

output "vpc_private_subnet_ids" {
  description = "Ids of the private subnets; there is one, over all zones of the region."
  value       = module.vpc.private_subnet_ids
}

output "vpc_services_range_name" {
  description = "Name of the private subnet's range for services of clusters."
  value       = module.vpc.services_range_name
}
