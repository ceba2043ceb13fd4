# What the deployment tells about itself.

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
