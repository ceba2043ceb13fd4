# What the deployment tells about itself.

output "kubernetes_cluster_endpoint" {
  description = "Host name of the API, which only the network knows where it is private."
  value       = module.kubernetes_cluster.endpoint
}

output "kubernetes_cluster_id" {
  description = "Id of the cluster."
  value       = module.kubernetes_cluster.id
}

output "kubernetes_cluster_name" {
  description = "Name of the cluster."
  value       = module.kubernetes_cluster.name
}

output "kubernetes_cluster_node_principal_id" {
  description = "The nodes' identity as those know it who give it roles."
  value       = module.kubernetes_cluster.node_principal_id
}

output "kubernetes_cluster_node_resource_group" {
  description = "Resource group of the nodes, which is the cluster's own business."
  value       = module.kubernetes_cluster.node_resource_group
}

output "kubernetes_cluster_oidc_issuer_url" {
  description = "Who vouches for the cluster's service accounts, for identities that trust them."
  value       = module.kubernetes_cluster.oidc_issuer_url
}

output "kubernetes_cluster_principal_id" {
  description = "The control plane's identity as those know it who give it roles."
  value       = module.kubernetes_cluster.principal_id
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
