# bucket 1.0.0

output "arn" {
  description = "ARN of the bucket."
  value       = aws_s3_bucket.this.arn
}

output "domain_name" {
  description = "Host name of the bucket in its region."
  value       = aws_s3_bucket.this.bucket_regional_domain_name
}

output "environment" {
  description = "What a client's environment says of the bucket."
  value       = { BUCKET_NAME = aws_s3_bucket.this.bucket, BUCKET_REGION = data.aws_region.current.region }
}

output "name" {
  description = "Name of the bucket."
  value       = aws_s3_bucket.this.bucket
}

output "policies" {
  description = "What a client's role must be allowed to do, by name of the policy."
  value       = { bucket = local.client_policy }
}
