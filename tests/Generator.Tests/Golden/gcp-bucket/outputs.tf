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
