# What the deployment tells about itself.

output "function_function_url" {
  description = "URL of the function, which those can call whom url lets in."
  value       = module.function.function_url
}

output "function_id" {
  description = "Id of the function."
  value       = module.function.id
}

output "function_log_bucket" {
  description = "Bucket of Cloud Logging with the function's logs; null without logging."
  value       = module.function.log_bucket
}

output "function_name" {
  description = "Name of the function."
  value       = module.function.name
}

output "function_service_account_email" {
  description = "Account that the function acts as, for further roles."
  value       = module.function.service_account_email
}

output "report_function_url" {
  description = "URL of the function, which those can call whom url lets in."
  value       = module.report.function_url
}

output "report_id" {
  description = "Id of the function."
  value       = module.report.id
}

output "report_log_bucket" {
  description = "Bucket of Cloud Logging with the function's logs; null without logging."
  value       = module.report.log_bucket
}

output "report_name" {
  description = "Name of the function."
  value       = module.report.name
}

output "report_service_account_email" {
  description = "Account that the function acts as, for further roles."
  value       = module.report.service_account_email
}
