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

output "function_arn" {
  description = "ARN that callers use, which stays while versions change."
  value       = module.function.arn
}

output "function_deployed" {
  description = "Version that callers reach."
  value       = module.function.deployed
}

output "function_function_url" {
  description = "URL of the function; null where it has none."
  value       = module.function.function_url
}

output "function_invoke_arn" {
  description = "ARN that API Gateway calls."
  value       = module.function.invoke_arn
}

output "function_log_group" {
  description = "Log group of the function."
  value       = module.function.log_group
}

output "function_name" {
  description = "Name of the function."
  value       = module.function.name
}

output "function_role_name" {
  description = "Name of the function's role, for further policies."
  value       = module.function.role_name
}

output "function_security_group_id" {
  description = "Id of the function's security group, for rules that let it in elsewhere; null outside of a network."
  value       = module.function.security_group_id
}

output "secret_arn" {
  description = "ARN of the secret."
  value       = module.secret.arn
}

output "secret_name" {
  description = "Name of the secret, for whoever puts the value in."
  value       = module.secret.name
}

output "secret_secret_kms_key_arns" {
  description = "Key that whoever reads the secret must be allowed to use; empty where it is AWS' own."
  value       = module.secret.secret_kms_key_arns
}

output "secret_secrets" {
  description = "Variables of a service's environment, each with the secret that it takes. The module function reads them by itself; for ecs-service, give them as its secrets once they have a value."
  value       = module.secret.secrets
}
