# function 1.0.0

output "arn" {
  description = "ARN that callers use, which stays while versions change."
  value       = aws_lambda_alias.live.arn
}

output "deployed" {
  description = "Version that callers reach."
  value       = aws_lambda_alias.live.function_version
}

output "function_url" {
  description = "URL of the function; null where it has none."
  value       = one(aws_lambda_function_url.this[*].function_url)
}

output "invoke_arn" {
  description = "ARN that API Gateway calls."
  value       = aws_lambda_alias.live.invoke_arn
}

output "log_group" {
  description = "Log group of the function."
  value       = aws_cloudwatch_log_group.this.name
}

output "name" {
  description = "Name of the function."
  value       = aws_lambda_function.this.function_name
}

output "role_name" {
  description = "Name of the function's role, for further policies."
  value       = aws_iam_role.this.name
}

output "security_group_id" {
  description = "Id of the function's security group, for rules that let it in elsewhere; null outside of a network."
  value       = one(aws_security_group.this[*].id)
}
