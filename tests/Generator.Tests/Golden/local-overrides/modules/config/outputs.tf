# config 1.0.0

output "id" {
  description = "Id of the settings."
  value       = terraform_data.settings.output.id
}

output "revision" {
  description = "Changes with the settings, and only with them."
  value       = terraform_data.settings.output.revision
}
