# What the deployment tells about itself.

output "secret_id" {
  description = "Id of the secret, as a scope for roles and for modules that read it."
  value       = module.secret.id
}

output "secret_name" {
  description = "Name of the secret, for whoever puts the value in."
  value       = module.secret.name
}

output "secret_roles" {
  description = "Roles that a client's identity needs, each with its scope."
  value       = module.secret.roles
}

output "secret_secrets" {
  description = "Variables of a service's environment, each with the address of the secret that it takes. For container-app, give them as its secrets once they have a value."
  value       = module.secret.secrets
}

output "secret_vault_id" {
  description = "Id of the vault."
  value       = module.secret.vault_id
}

output "secret_vault_name" {
  description = "Name of the vault, for whoever puts the values in."
  value       = module.secret.vault_name
}

output "secret_vault_uri" {
  description = "Address of the vault."
  value       = module.secret.vault_uri
}
