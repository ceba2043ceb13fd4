# secret 1.0.0

output "id" {
  description = "Id of the secret, projects/…/secrets/…."
  value       = google_secret_manager_secret.this.id
}

output "name" {
  description = "Name of the secret, for whoever puts the value in."
  value       = google_secret_manager_secret.this.secret_id
}

output "secret_ids" {
  description = "The same as a list, for modules that let themselves in."
  value       = [google_secret_manager_secret.this.id]
}

output "secrets" {
  description = "Variables of a service's environment, each with the secret that it takes. The modules cloud-run and function may read them while they run; give them to these as secrets once they have a value."
  value       = { (var.variable) = google_secret_manager_secret.this.id }
}
