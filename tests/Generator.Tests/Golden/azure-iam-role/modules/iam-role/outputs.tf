# iam-role 1.0.0

output "client_id" {
  description = "Id that a client names when it asks for a token."
  value       = azurerm_user_assigned_identity.this.client_id
}

output "id" {
  description = "Id of the identity."
  value       = azurerm_user_assigned_identity.this.id
}

output "ids" {
  description = "The same as a list, for modules that take several."
  value       = [azurerm_user_assigned_identity.this.id]
}

output "name" {
  description = "Name of the identity."
  value       = azurerm_user_assigned_identity.this.name
}

output "principal_id" {
  description = "Object id that roles are given to."
  value       = azurerm_user_assigned_identity.this.principal_id
}

output "tenant_id" {
  description = "Tenant that the identity belongs to."
  value       = azurerm_user_assigned_identity.this.tenant_id
}
