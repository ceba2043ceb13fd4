# What the deployment tells about itself.

output "bucket_arn" {
  description = "ARN of the bucket."
  value       = module.bucket.arn
}

output "bucket_domain_name" {
  description = "Host name of the bucket in its region."
  value       = module.bucket.domain_name
}

output "bucket_environment" {
  description = "What a client's environment says of the bucket."
  value       = module.bucket.environment
}

output "bucket_name" {
  description = "Name of the bucket."
  value       = module.bucket.name
}

output "bucket_policies" {
  description = "What a client's role must be allowed to do, by name of the policy."
  value       = module.bucket.policies
}
