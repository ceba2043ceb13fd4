# What the deployment tells about itself.

output "cloud_run_id" {
  description = "Id of the service or worker."
  value       = module.cloud_run.id
}

output "cloud_run_image" {
  description = "Image of the container."
  value       = module.cloud_run.image
}

output "cloud_run_ip_addresses" {
  description = "IPv4 address that host has to lead to, as a list, for a record of type A; empty without a host."
  value       = module.cloud_run.ip_addresses
}

output "cloud_run_log_bucket" {
  description = "Bucket of Cloud Logging with the container's logs; null without logging."
  value       = module.cloud_run.log_bucket
}

output "cloud_run_revision" {
  description = "Revision that is deployed."
  value       = module.cloud_run.revision
}

output "cloud_run_service_account_email" {
  description = "Account that the container acts as, for further roles."
  value       = module.cloud_run.service_account_email
}

output "cloud_run_service_name" {
  description = "Name of the service or worker."
  value       = module.cloud_run.service_name
}

output "cloud_run_service_names" {
  description = "The same as a list, for a load balancer before it; empty where ingress lets none in."
  value       = module.cloud_run.service_names
}

output "cloud_run_url" {
  description = "Where the service is reached, by those whom ingress lets in; null for a worker."
  value       = module.cloud_run.url
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
