# What the deployment tells about itself.

output "bucket_account_id" {
  description = "Id of the storage account."
  value       = module.bucket.account_id
}

output "bucket_account_name" {
  description = "Name of the storage account."
  value       = module.bucket.account_name
}

output "bucket_domain_name" {
  description = "Host name of the account's blobs."
  value       = module.bucket.domain_name
}

output "bucket_environment" {
  description = "What a client's environment says of the bucket."
  value       = module.bucket.environment
}

output "bucket_id" {
  description = "Id of the container, as a scope for roles."
  value       = module.bucket.id
}

output "bucket_name" {
  description = "Name of the container."
  value       = module.bucket.name
}

output "bucket_roles" {
  description = "Roles that a client's identity needs, each with its scope."
  value       = module.bucket.roles
}

output "bucket_secrets" {
  description = "Variables of a client's environment that are secrets; there are none, since identities authenticate."
  value       = module.bucket.secrets
}

output "bucket_url" {
  description = "Address of the container."
  value       = module.bucket.url
}
