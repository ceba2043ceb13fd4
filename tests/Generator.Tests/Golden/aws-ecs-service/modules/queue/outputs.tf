# queue 1.0.0

output "arn" {
  description = "ARN of the queue."
  value       = aws_sqs_queue.this.arn
}

output "dead_letter_arn" {
  description = "ARN of the queue of messages that nobody could handle."
  value       = aws_sqs_queue.dead.arn
}

output "dead_letter_url" {
  description = "Address of the queue of messages that nobody could handle."
  value       = aws_sqs_queue.dead.url
}

output "environment" {
  description = "What a client's environment says of the queue."
  value       = { QUEUE_URL = aws_sqs_queue.this.url }
}

output "name" {
  description = "Name of the queue."
  value       = aws_sqs_queue.this.name
}

output "policies" {
  description = "What a client's role must be allowed to do, by name of the policy."
  value       = { queue = local.client_policy }
}

output "url" {
  description = "Address that messages are sent to and received from."
  value       = aws_sqs_queue.this.url
}
