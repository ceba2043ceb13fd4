# What the deployment tells about itself.

output "partner_id" {
  description = "Id of the secret, projects/…/secrets/…."
  value       = module.partner.id
}

output "partner_name" {
  description = "Name of the secret, for whoever puts the value in."
  value       = module.partner.name
}

output "partner_secret_ids" {
  description = "The same as a list, for modules that let themselves in."
  value       = module.partner.secret_ids
}

output "partner_secrets" {
  description = "Variables of a service's environment, each with the secret that it takes. The modules cloud-run and function may read them while they run; give them to these as secrets once they have a value."
  value       = module.partner.secrets
}

output "secret_id" {
  description = "Id of the secret, projects/…/secrets/…."
  value       = module.secret.id
}

output "secret_name" {
  description = "Name of the secret, for whoever puts the value in."
  value       = module.secret.name
}

output "secret_secret_ids" {
  description = "The same as a list, for modules that let themselves in."
  value       = module.secret.secret_ids
}

output "secret_secrets" {
  description = "Variables of a service's environment, each with the secret that it takes. The modules cloud-run and function may read them while they run; give them to these as secrets once they have a value."
  value       = module.secret.secrets
}
