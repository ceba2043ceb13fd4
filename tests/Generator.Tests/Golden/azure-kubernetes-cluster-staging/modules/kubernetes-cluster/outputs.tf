# kubernetes-cluster 1.0.0

output "endpoint" {
  description = "Host name of the API, which only the network knows where it is private."
  value       = local.private ? azurerm_kubernetes_cluster.this.private_fqdn : azurerm_kubernetes_cluster.this.fqdn
}

output "id" {
  description = "Id of the cluster."
  value       = azurerm_kubernetes_cluster.this.id
}

output "name" {
  description = "Name of the cluster."
  value       = azurerm_kubernetes_cluster.this.name
}

output "node_principal_id" {
  description = "The nodes' identity as those know it who give it roles."
  value       = azurerm_user_assigned_identity.nodes.principal_id
}

output "node_resource_group" {
  description = "Resource group of the nodes, which is the cluster's own business."
  value       = azurerm_kubernetes_cluster.this.node_resource_group
}

output "oidc_issuer_url" {
  description = "Who vouches for the cluster's service accounts, for identities that trust them."
  value       = azurerm_kubernetes_cluster.this.oidc_issuer_url
}

output "principal_id" {
  description = "The control plane's identity as those know it who give it roles."
  value       = azurerm_user_assigned_identity.control_plane.principal_id
}
