# What the deployment tells about itself.

output "queue_arn" {
  description = "ARN of the queue."
  value       = module.queue.arn
}

output "queue_dead_letter_arn" {
  description = "ARN of the queue of messages that nobody could handle."
  value       = module.queue.dead_letter_arn
}

output "queue_dead_letter_url" {
  description = "Address of the queue of messages that nobody could handle."
  value       = module.queue.dead_letter_url
}

output "queue_environment" {
  description = "What a client's environment says of the queue."
  value       = module.queue.environment
}

output "queue_name" {
  description = "Name of the queue."
  value       = module.queue.name
}

output "queue_policies" {
  description = "What a client's role must be allowed to do, by name of the policy."
  value       = module.queue.policies
}

output "queue_url" {
  description = "Address that messages are sent to and received from."
  value       = module.queue.url
}
