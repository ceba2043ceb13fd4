# static-site 1.0.0

output "bucket" {
  description = "Name of the bucket that files are uploaded to."
  value       = aws_s3_bucket.this.bucket
}

output "distribution_id" {
  description = "Id of the distribution, to have it forget files that were overwritten."
  value       = aws_cloudfront_distribution.this.id
}

output "dns_names" {
  description = "The same as a list, for a record that is another name for it."
  value       = [aws_cloudfront_distribution.this.domain_name]
}

output "domain_name" {
  description = "CloudFront's own name of the site."
  value       = aws_cloudfront_distribution.this.domain_name
}

output "url" {
  description = "Where the site is."
  value       = "https://${length(var.domain_names) > 0 ? var.domain_names[0] : aws_cloudfront_distribution.this.domain_name}"
}

output "zone_id" {
  description = "Hosted zone of CloudFront's own name."
  value       = aws_cloudfront_distribution.this.hosted_zone_id
}
