# What the deployment tells about itself.

output "kubernetes_cluster_arn" {
  description = "ARN of the cluster."
  value       = module.kubernetes_cluster.arn
}

output "kubernetes_cluster_certificate_authority" {
  description = "Certificate that the API's is held against, in base64."
  value       = module.kubernetes_cluster.certificate_authority
}

output "kubernetes_cluster_endpoint" {
  description = "Where the API is."
  value       = module.kubernetes_cluster.endpoint
}

output "kubernetes_cluster_name" {
  description = "Name of the cluster."
  value       = module.kubernetes_cluster.name
}

output "kubernetes_cluster_node_role_name" {
  description = "Name of the nodes' role."
  value       = module.kubernetes_cluster.node_role_name
}

output "kubernetes_cluster_oidc_provider_arn" {
  description = "OIDC provider of the cluster's service accounts, for roles that trust them."
  value       = module.kubernetes_cluster.oidc_provider_arn
}

output "kubernetes_cluster_security_group_id" {
  description = "Security group of control plane and nodes, for rules that let them in elsewhere."
  value       = module.kubernetes_cluster.security_group_id
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
