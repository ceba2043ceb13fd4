# service 1.0.0

output "addresses" {
  description = "Addresses of the replicas."
  value       = terraform_data.replica[*].output.address
}

output "endpoint" {
  description = "Where the service is reached."
  value       = terraform_data.endpoint.output.url
}

output "image" {
  description = "Image that the replicas run."
  value       = var.image
}

output "replicas" {
  description = "Number of replicas."
  value       = length(terraform_data.replica)
}
