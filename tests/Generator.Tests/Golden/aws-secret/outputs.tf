# What the deployment tells about itself.

output "secret_arn" {
  description = "ARN of the secret."
  value       = module.secret.arn
}

output "secret_name" {
  description = "Name of the secret, for whoever puts the value in."
  value       = module.secret.name
}

output "secret_secret_kms_key_arns" {
  description = "Key that whoever reads the secret must be allowed to use; empty where it is AWS' own."
  value       = module.secret.secret_kms_key_arns
}

output "secret_secrets" {
  description = "Variables of a service's environment, each with the secret that it takes."
  value       = module.secret.secrets
}
