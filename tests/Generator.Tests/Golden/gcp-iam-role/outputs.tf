# What the deployment tells about itself.

output "bucket_bucket_names" {
  description = "The same as a list, for modules that let themselves in."
  value       = module.bucket.bucket_names
}

output "bucket_environment" {
  description = "What a client's environment says of the bucket."
  value       = module.bucket.environment
}

output "bucket_name" {
  description = "Name of the bucket."
  value       = module.bucket.name
}

output "bucket_url" {
  description = "Address of the bucket for tools, gs://…."
  value       = module.bucket.url
}

output "deployer_email" {
  description = "Address of the account."
  value       = module.deployer.email
}

output "deployer_member" {
  description = "The account as grants name it, serviceAccount:…."
  value       = module.deployer.member
}

output "deployer_members" {
  description = "The same as a list, for what takes members."
  value       = module.deployer.members
}

output "deployer_name" {
  description = "Id of the account, projects/…/serviceAccounts/…."
  value       = module.deployer.name
}

output "deployer_oidc_provider" {
  description = "Provider of the pool, which those who sign in name; null without oidc_issuer."
  value       = module.deployer.oidc_provider
}

output "deployer_unique_id" {
  description = "Id of the account that no later one of its name has."
  value       = module.deployer.unique_id
}

output "registry_ids" {
  description = "Ids of the repositories, by name."
  value       = module.registry.ids
}

output "registry_location" {
  description = "Region that the repositories are in."
  value       = module.registry.location
}

output "registry_urls" {
  description = "Addresses below which images are pushed to and pulled from, by name of the repository."
  value       = module.registry.urls
}

output "worker_email" {
  description = "Address of the account."
  value       = module.worker.email
}

output "worker_member" {
  description = "The account as grants name it, serviceAccount:…."
  value       = module.worker.member
}

output "worker_members" {
  description = "The same as a list, for what takes members."
  value       = module.worker.members
}

output "worker_name" {
  description = "Id of the account, projects/…/serviceAccounts/…."
  value       = module.worker.name
}

output "worker_oidc_provider" {
  description = "Provider of the pool, which those who sign in name; null without oidc_issuer."
  value       = module.worker.oidc_provider
}

output "worker_unique_id" {
  description = "Id of the account that no later one of its name has."
  value       = module.worker.unique_id
}
