# What the deployment tells about itself.

output "kubernetes_cluster_certificate_authority" {
  description = "Certificate that the API is known by at its address, base64-encoded."
  value       = module.kubernetes_cluster.certificate_authority
}

output "kubernetes_cluster_dns_endpoint" {
  description = "Name of the API that IAM guards."
  value       = module.kubernetes_cluster.dns_endpoint
}

output "kubernetes_cluster_endpoint" {
  description = "Address of the API."
  value       = module.kubernetes_cluster.endpoint
}

output "kubernetes_cluster_id" {
  description = "Id of the cluster."
  value       = module.kubernetes_cluster.id
}

output "kubernetes_cluster_kubernetes_version" {
  description = "Version of Kubernetes that the control plane has."
  value       = module.kubernetes_cluster.kubernetes_version
}

output "kubernetes_cluster_name" {
  description = "Name of the cluster."
  value       = module.kubernetes_cluster.name
}

output "kubernetes_cluster_node_service_account_email" {
  description = "Account that nodes act as, for rights to pull images elsewhere."
  value       = module.kubernetes_cluster.node_service_account_email
}

output "kubernetes_cluster_workload_pool" {
  description = "Names of service accounts in IAM begin with it, as in serviceAccount:POOL[namespace/name]."
  value       = module.kubernetes_cluster.workload_pool
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
