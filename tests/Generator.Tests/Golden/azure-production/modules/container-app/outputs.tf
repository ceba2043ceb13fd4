# container-app 1.0.0

output "client_id" {
  description = "The identity as the container names it when it signs in; AZURE_CLIENT_ID in its environment."
  value       = azurerm_user_assigned_identity.this.client_id
}

output "dns_names" {
  description = "Azure's own host name of the container as a list, for a gateway or a record that is another name for it; empty without ingress."
  value       = local.hosts
}

output "id" {
  description = "Id of the app."
  value       = azurerm_container_app.this.id
}

output "identity_id" {
  description = "Id of the identity that the container acts as."
  value       = azurerm_user_assigned_identity.this.id
}

output "image" {
  description = "Image of the container."
  value       = var.container_image
}

output "name" {
  description = "Name of the app."
  value       = azurerm_container_app.this.name
}

output "principal_id" {
  description = "The identity as those know it who give it roles."
  value       = azurerm_user_assigned_identity.this.principal_id
}

output "revision" {
  description = "Name of the revision that is deployed."
  value       = azurerm_container_app.this.latest_revision_name
}

output "url" {
  description = "Where the container is reached; null without ingress."
  value       = one([for host in local.hosts : "https://${var.domain_name == null ? host : var.domain_name}"])
}
