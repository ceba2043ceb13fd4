# cloud-run 1.0.0

output "id" {
  description = "Id of the service or worker."
  value       = one(concat(google_cloud_run_v2_service.this[*].id, google_cloud_run_v2_worker_pool.this[*].id))
}

output "image" {
  description = "Image of the container."
  value       = var.container_image
}

output "ip_addresses" {
  description = "IPv4 address that host has to lead to, as a list, for a record of type A; empty without a host."
  value       = google_compute_global_address.this[*].address
}

output "log_bucket" {
  description = "Bucket of Cloud Logging with the container's logs; null without logging."
  value       = one(google_logging_project_bucket_config.this[*].id)
}

output "revision" {
  description = "Revision that is deployed."
  value       = one(concat(google_cloud_run_v2_service.this[*].latest_ready_revision, google_cloud_run_v2_worker_pool.this[*].latest_ready_revision))
}

output "service_account_email" {
  description = "Account that the container acts as, for further roles."
  value       = google_service_account.this.email
}

output "service_name" {
  description = "Name of the service or worker."
  value       = local.name
}

output "service_names" {
  description = "The same as a list, for a load balancer before it; empty where ingress lets none in."
  value       = contains(["load-balancer", "public"], var.ingress) ? google_cloud_run_v2_service.this[*].name : []
}

output "url" {
  description = "Where the service is reached, by those whom ingress lets in; null for a worker."
  value       = local.balanced ? "${var.tls ? "https" : "http"}://${var.host}" : one(google_cloud_run_v2_service.this[*].uri)
}
