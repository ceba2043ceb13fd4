# log-group 1.0.0

output "environment" {
  description = "What a writer's environment says of the log."
  value       = { LOG_NAME = local.log_name }
}

output "id" {
  description = "Id of the bucket."
  value       = google_logging_project_bucket_config.this.id
}

output "log_name" {
  description = "Name of the log that writers write to, where filter is left open."
  value       = local.log_name
}

output "name" {
  description = "Name of the bucket."
  value       = google_logging_project_bucket_config.this.bucket_id
}

output "project_roles" {
  description = "What a writer's account must be allowed to do, as roles by name."
  value       = { logs = "roles/logging.logWriter" }
}
