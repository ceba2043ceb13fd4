# bucket 1.0.0

output "account_id" {
  description = "Id of the storage account."
  value       = azurerm_storage_account.this.id
}

output "account_name" {
  description = "Name of the storage account."
  value       = azurerm_storage_account.this.name
}

output "domain_name" {
  description = "Host name of the account's blobs."
  value       = azurerm_storage_account.this.primary_blob_host
}

output "environment" {
  description = "What a client's environment says of the bucket."
  value       = { BUCKET_NAME = azurerm_storage_container.this.name, BUCKET_ACCOUNT = azurerm_storage_account.this.name, BUCKET_URL = local.url }
}

output "id" {
  description = "Id of the container, as a scope for roles."
  value       = local.container_id
}

output "name" {
  description = "Name of the container."
  value       = azurerm_storage_container.this.name
}

output "roles" {
  description = "Roles that a client's identity needs, each with its scope."
  value       = { "Storage Blob Data Contributor" = local.container_id }
}

output "secrets" {
  description = "Variables of a client's environment that are secrets; there are none, since identities authenticate."
  value       = {}
}

output "url" {
  description = "Address of the container."
  value       = local.url
}
