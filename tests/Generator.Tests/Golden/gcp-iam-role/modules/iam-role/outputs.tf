# iam-role 1.0.0

output "email" {
  description = "Address of the account."
  value       = google_service_account.this.email
}

output "member" {
  description = "The account as grants name it, serviceAccount:…."
  value       = google_service_account.this.member
}

output "members" {
  description = "The same as a list, for what takes members."
  value       = [google_service_account.this.member]
}

output "name" {
  description = "Id of the account, projects/…/serviceAccounts/…."
  value       = google_service_account.this.name
}

output "oidc_provider" {
  description = "Provider of the pool, which those who sign in name; null without oidc_issuer."
  value       = one(google_iam_workload_identity_pool_provider.this[*].name)
}

output "unique_id" {
  description = "Id of the account that no later one of its name has."
  value       = google_service_account.this.unique_id
}
