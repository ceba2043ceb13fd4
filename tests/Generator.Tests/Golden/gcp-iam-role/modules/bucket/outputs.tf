# bucket 1.0.0

output "bucket_names" {
  description = "The same as a list, for modules that let themselves in."
  value       = [google_storage_bucket.this.name]
}

output "environment" {
  description = "What a client's environment says of the bucket."
  value       = { BUCKET_NAME = google_storage_bucket.this.name, BUCKET_REGION = lower(google_storage_bucket.this.location) }
}

output "name" {
  description = "Name of the bucket."
  value       = google_storage_bucket.this.name
}

output "url" {
  description = "Address of the bucket for tools, gs://…."
  value       = google_storage_bucket.this.url
}
