# registry 1.0.0

output "arns" {
  description = "ARNs of the repositories, by name."
  value       = { for repository, made in aws_ecr_repository.this : repository => made.arn }
}

output "registry_id" {
  description = "Account that the registry belongs to."
  value       = values(aws_ecr_repository.this)[0].registry_id
}

output "urls" {
  description = "Addresses that images are pushed to and pulled from, by name of the repository."
  value       = { for repository, made in aws_ecr_repository.this : repository => made.repository_url }
}
