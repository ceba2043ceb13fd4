# iam-role 1.0.0

output "arn" {
  description = "ARN of the role."
  value       = aws_iam_role.this.arn
}

output "name" {
  description = "Name of the role."
  value       = aws_iam_role.this.name
}

output "unique_id" {
  description = "Id of the role that no later one of its name has."
  value       = aws_iam_role.this.unique_id
}
