# What the deployment tells about itself.

output "dns_record_fqdn" {
  description = "Full name of the record."
  value       = module.dns_record.fqdn
}

output "load_balancer_arn" {
  description = "ARN of the load balancer."
  value       = module.load_balancer.arn
}

output "load_balancer_dns_name" {
  description = "Host name of the load balancer."
  value       = module.load_balancer.dns_name
}

output "load_balancer_dns_names" {
  description = "The same as a list, for a record that is another name for it."
  value       = module.load_balancer.dns_names
}

output "load_balancer_listener_arn" {
  description = "Listener that further rules belong to."
  value       = module.load_balancer.listener_arn
}

output "load_balancer_security_group_id" {
  description = "Id of the load balancer's security group, for rules of targets that let it in."
  value       = module.load_balancer.security_group_id
}

output "load_balancer_target_group_arn" {
  description = "Where targets are registered."
  value       = module.load_balancer.target_group_arn
}

output "load_balancer_url" {
  description = "Where clients call."
  value       = module.load_balancer.url
}

output "load_balancer_zone_id" {
  description = "Hosted zone of the host name."
  value       = module.load_balancer.zone_id
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
