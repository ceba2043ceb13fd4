# What the deployment tells about itself.

output "dns_record_fqdn" {
  description = "Full name of the record."
  value       = module.dns_record.fqdn
}

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

output "log_group_action_group_ids" {
  description = "Ids of the action groups that alarms are told to; empty without alarm_emails."
  value       = module.log_group.action_group_ids
}

output "log_group_id" {
  description = "Id of the workspace."
  value       = module.log_group.id
}

output "log_group_name" {
  description = "Name of the workspace."
  value       = module.log_group.name
}

output "log_group_workspace_id" {
  description = "The workspace's own number, which queries and agents name."
  value       = module.log_group.workspace_id
}

output "mail_fqdn" {
  description = "Full name of the record."
  value       = module.mail.fqdn
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
