# What the deployment tells about itself.

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
