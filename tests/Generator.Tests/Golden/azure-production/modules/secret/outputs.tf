# secret 1.0.0

output "id" {
  description = "Id of the secret, as a scope for roles and for modules that read it."
  value       = "${azurerm_key_vault.this.id}/secrets/${var.secret_name}"
}

output "name" {
  description = "Name of the secret, for whoever puts the value in."
  value       = var.secret_name
}

output "roles" {
  description = "Roles that a client's identity needs, each with its scope."
  value       = { "Key Vault Secrets User" = azurerm_key_vault.this.id }
}

output "secrets" {
  description = "Variables of a service's environment, each with the address of the secret that it takes. For container-app, give them as its secrets once they have a value."
  value       = local.addresses
}

output "vault_id" {
  description = "Id of the vault."
  value       = azurerm_key_vault.this.id
}

output "vault_name" {
  description = "Name of the vault, for whoever puts the values in."
  value       = azurerm_key_vault.this.name
}

output "vault_uri" {
  description = "Address of the vault."
  value       = azurerm_key_vault.this.vault_uri
}
