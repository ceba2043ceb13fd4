# load-balancer 1.0.0

output "alias_resource_ids" {
  description = "Id of the public address as a list, for a record that is another name for it; empty where clients call another address."
  value       = [for id in [azurerm_public_ip.this.id] : id if var.public]
}

output "dns_name" {
  description = "Azure's own host name of the public address."
  value       = azurerm_public_ip.this.fqdn
}

output "dns_names" {
  description = "The same as a list; empty where clients call another address."
  value       = [for name in [azurerm_public_ip.this.fqdn] : name if var.public]
}

output "id" {
  description = "Id of the gateway."
  value       = azurerm_application_gateway.this.id
}

output "identity_id" {
  description = "Id of the identity that reads the certificate."
  value       = azurerm_user_assigned_identity.this.id
}

output "public_ip_address" {
  description = "Public address of the gateway."
  value       = azurerm_public_ip.this.ip_address
}

output "url" {
  description = "Where clients call."
  value       = "${local.encrypted ? "https" : "http"}://${var.public ? azurerm_public_ip.this.fqdn : var.private_ip_address}"
}
