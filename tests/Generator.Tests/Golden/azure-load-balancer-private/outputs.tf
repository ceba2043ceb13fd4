# What the deployment tells about itself.

output "load_balancer_alias_resource_ids" {
  description = "Id of the public address as a list, for a record that is another name for it; empty where clients call another address."
  value       = module.load_balancer.alias_resource_ids
}

output "load_balancer_dns_name" {
  description = "Azure's own host name of the public address."
  value       = module.load_balancer.dns_name
}

output "load_balancer_dns_names" {
  description = "The same as a list; empty where clients call another address."
  value       = module.load_balancer.dns_names
}

output "load_balancer_id" {
  description = "Id of the gateway."
  value       = module.load_balancer.id
}

output "load_balancer_identity_id" {
  description = "Id of the identity that reads the certificate."
  value       = module.load_balancer.identity_id
}

output "load_balancer_public_ip_address" {
  description = "Public address of the gateway."
  value       = module.load_balancer.public_ip_address
}

output "load_balancer_url" {
  description = "Where clients call."
  value       = module.load_balancer.url
}

output "vpc_app_subnet_ids" {
  description = "Id of the subnet for an environment of container apps, as a list."
  value       = module.vpc.app_subnet_ids
}

output "vpc_cidr_blocks" {
  description = "IPv4 blocks of the network."
  value       = module.vpc.cidr_blocks
}

output "vpc_database_subnet_ids" {
  description = "Id of the subnet that belongs to PostgreSQL servers, as a list."
  value       = module.vpc.database_subnet_ids
}

output "vpc_endpoint_subnet_ids" {
  description = "Id of the subnet for private endpoints, as a list."
  value       = module.vpc.endpoint_subnet_ids
}

output "vpc_function_subnet_ids" {
  description = "Id of the subnet for functions, as a list."
  value       = module.vpc.function_subnet_ids
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
  description = "Addresses that private subnets are seen with on the Internet."
  value       = module.vpc.nat_public_ips
}

output "vpc_private_dns_zone_ids" {
  description = "Ids of the private DNS zones, by service."
  value       = module.vpc.private_dns_zone_ids
}

output "vpc_private_subnet_ids" {
  description = "Id of the subnet for private machines and nodes, as a list."
  value       = module.vpc.private_subnet_ids
}

output "vpc_public_subnet_ids" {
  description = "Id of the subnet for a public gateway, as a list."
  value       = module.vpc.public_subnet_ids
}

output "vpc_security_group_names" {
  description = "Names of the subnets' security groups: apps, database, endpoints, functions, private, public."
  value       = module.vpc.security_group_names
}
