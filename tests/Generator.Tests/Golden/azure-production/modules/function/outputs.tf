# function 1.0.0

output "function_url" {
  description = "Where the function is called by HTTP; null where nobody may."
  value       = length(var.client_cidrs) > 0 ? "https://${azurerm_function_app_flex_consumption.this.default_hostname}" : null
}

output "id" {
  description = "Id of the function app."
  value       = azurerm_function_app_flex_consumption.this.id
}

output "identity_id" {
  description = "Id of the identity that the function acts as."
  value       = azurerm_user_assigned_identity.this.id
}

output "name" {
  description = "Name of the function app, by which code is deployed."
  value       = azurerm_function_app_flex_consumption.this.name
}

output "principal_id" {
  description = "The identity as those know it who give it roles."
  value       = azurerm_user_assigned_identity.this.principal_id
}

output "storage_account" {
  description = "Name of the storage account of the function's code."
  value       = azurerm_storage_account.this.name
}
