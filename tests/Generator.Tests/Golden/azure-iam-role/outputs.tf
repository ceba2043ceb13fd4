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

output "iam_role_client_id" {
  description = "Id that a client names when it asks for a token."
  value       = module.iam_role.client_id
}

output "iam_role_id" {
  description = "Id of the identity."
  value       = module.iam_role.id
}

output "iam_role_ids" {
  description = "The same as a list, for modules that take several."
  value       = module.iam_role.ids
}

output "iam_role_name" {
  description = "Name of the identity."
  value       = module.iam_role.name
}

output "iam_role_principal_id" {
  description = "Object id that roles are given to."
  value       = module.iam_role.principal_id
}

output "iam_role_tenant_id" {
  description = "Tenant that the identity belongs to."
  value       = module.iam_role.tenant_id
}

output "queue_dead_letter_name" {
  description = "Name of the queue of messages that nobody could handle."
  value       = module.queue.dead_letter_name
}

output "queue_environment" {
  description = "What a client's environment says of the queue."
  value       = module.queue.environment
}

output "queue_id" {
  description = "Id of the queue, as a scope for roles."
  value       = module.queue.id
}

output "queue_name" {
  description = "Name of the queue."
  value       = module.queue.name
}

output "queue_namespace" {
  description = "Host name of the namespace, which clients ask for."
  value       = module.queue.namespace
}

output "queue_namespace_id" {
  description = "Id of the namespace."
  value       = module.queue.namespace_id
}

output "queue_roles" {
  description = "Roles that a client's identity needs, each with its scope."
  value       = module.queue.roles
}

output "queue_secrets" {
  description = "Variables of a client's environment that are secrets; there are none, since identities authenticate."
  value       = module.queue.secrets
}

output "queue_url" {
  description = "Address that messages are sent to and received from."
  value       = module.queue.url
}
