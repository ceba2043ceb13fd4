# registry 1.0.0

output "ids" {
  description = "Ids of the repositories, by name."
  value       = { for repository, made in google_artifact_registry_repository.this : repository => made.id }
}

output "location" {
  description = "Region that the repositories are in."
  value       = var.region
}

output "urls" {
  description = "Addresses below which images are pushed to and pulled from, by name of the repository."
  value       = { for repository, made in google_artifact_registry_repository.this : repository => made.registry_uri }
}
