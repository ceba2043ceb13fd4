# kubernetes-cluster 1.0.0

output "certificate_authority" {
  description = "Certificate that the API is known by at its address, base64-encoded."
  value       = google_container_cluster.this.master_auth[0].cluster_ca_certificate
}

output "dns_endpoint" {
  description = "Name of the API that IAM guards."
  value       = google_container_cluster.this.control_plane_endpoints_config[0].dns_endpoint_config[0].endpoint
}

output "endpoint" {
  description = "Address of the API."
  value       = "https://${google_container_cluster.this.endpoint}"
}

output "id" {
  description = "Id of the cluster."
  value       = google_container_cluster.this.id
}

output "kubernetes_version" {
  description = "Version of Kubernetes that the control plane has."
  value       = google_container_cluster.this.master_version
}

output "name" {
  description = "Name of the cluster."
  value       = google_container_cluster.this.name
}

output "node_service_account_email" {
  description = "Account that nodes act as, for rights to pull images elsewhere."
  value       = google_service_account.nodes.email
}

output "workload_pool" {
  description = "Names of service accounts in IAM begin with it, as in serviceAccount:POOL[namespace/name]."
  value       = local.workload_pool
}
