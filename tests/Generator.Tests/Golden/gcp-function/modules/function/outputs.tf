# function 1.0.0

output "function_url" {
  description = "URL of the function, which those can call whom url lets in."
  value       = google_cloudfunctions2_function.this.url
}

output "id" {
  description = "Id of the function."
  value       = google_cloudfunctions2_function.this.id
}

output "log_bucket" {
  description = "Bucket of Cloud Logging with the function's logs; null without logging."
  value       = one(google_logging_project_bucket_config.this[*].id)
}

output "name" {
  description = "Name of the function."
  value       = google_cloudfunctions2_function.this.name
}

output "service_account_email" {
  description = "Account that the function acts as, for further roles."
  value       = google_service_account.this.email
}
