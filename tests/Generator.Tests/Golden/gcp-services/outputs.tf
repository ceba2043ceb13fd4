# What the deployment tells about itself.

output "dns_record_fqdn" {
  description = "Full name of the record."
  value       = module.dns_record.fqdn
}

output "mailer_id" {
  description = "Id of the service or worker."
  value       = module.mailer.id
}

output "mailer_image" {
  description = "Image of the container."
  value       = module.mailer.image
}

output "mailer_ip_addresses" {
  description = "IPv4 address that host has to lead to, as a list, for a record of type A; empty without a host."
  value       = module.mailer.ip_addresses
}

output "mailer_log_bucket" {
  description = "Bucket of Cloud Logging with the container's logs; null without logging."
  value       = module.mailer.log_bucket
}

output "mailer_revision" {
  description = "Revision that is deployed."
  value       = module.mailer.revision
}

output "mailer_service_account_email" {
  description = "Account that the container acts as, for further roles."
  value       = module.mailer.service_account_email
}

output "mailer_service_name" {
  description = "Name of the service or worker."
  value       = module.mailer.service_name
}

output "mailer_service_names" {
  description = "The same as a list, for a load balancer before it; empty where ingress lets none in."
  value       = module.mailer.service_names
}

output "mailer_url" {
  description = "Where the service is reached, by those whom ingress lets in; null for a worker."
  value       = module.mailer.url
}

output "orders_id" {
  description = "Id of the service or worker."
  value       = module.orders.id
}

output "orders_image" {
  description = "Image of the container."
  value       = module.orders.image
}

output "orders_ip_addresses" {
  description = "IPv4 address that host has to lead to, as a list, for a record of type A; empty without a host."
  value       = module.orders.ip_addresses
}

output "orders_log_bucket" {
  description = "Bucket of Cloud Logging with the container's logs; null without logging."
  value       = module.orders.log_bucket
}

output "orders_revision" {
  description = "Revision that is deployed."
  value       = module.orders.revision
}

output "orders_service_account_email" {
  description = "Account that the container acts as, for further roles."
  value       = module.orders.service_account_email
}

output "orders_service_name" {
  description = "Name of the service or worker."
  value       = module.orders.service_name
}

output "orders_service_names" {
  description = "The same as a list, for a load balancer before it; empty where ingress lets none in."
  value       = module.orders.service_names
}

output "orders_url" {
  description = "Where the service is reached, by those whom ingress lets in; null for a worker."
  value       = module.orders.url
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

output "web_id" {
  description = "Id of the service or worker."
  value       = module.web.id
}

output "web_image" {
  description = "Image of the container."
  value       = module.web.image
}

output "web_ip_addresses" {
  description = "IPv4 address that host has to lead to, as a list, for a record of type A; empty without a host."
  value       = module.web.ip_addresses
}

output "web_log_bucket" {
  description = "Bucket of Cloud Logging with the container's logs; null without logging."
  value       = module.web.log_bucket
}

output "web_revision" {
  description = "Revision that is deployed."
  value       = module.web.revision
}

output "web_service_account_email" {
  description = "Account that the container acts as, for further roles."
  value       = module.web.service_account_email
}

output "web_service_name" {
  description = "Name of the service or worker."
  value       = module.web.service_name
}

output "web_service_names" {
  description = "The same as a list, for a load balancer before it; empty where ingress lets none in."
  value       = module.web.service_names
}

output "web_url" {
  description = "Where the service is reached, by those whom ingress lets in; null for a worker."
  value       = module.web.url
}
