# secret 1.0.0

output "arn" {
  description = "ARN of the secret."
  value       = aws_secretsmanager_secret.this.arn
}

output "name" {
  description = "Name of the secret, for whoever puts the value in."
  value       = aws_secretsmanager_secret.this.name
}

output "secret_kms_key_arns" {
  description = "Key that whoever reads the secret must be allowed to use; empty where it is AWS' own."
  value       = var.kms_key_arn[*]
}

output "secrets" {
  description = "Variables of a service's environment, each with the secret that it takes."
  value       = { (var.variable) = aws_secretsmanager_secret.this.arn }
}
