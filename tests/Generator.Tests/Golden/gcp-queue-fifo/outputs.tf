# What the deployment tells about itself.

output "queue_dead_letter_subscription" {
  description = "Id of the subscription that messages that nobody could handle are received from."
  value       = module.queue.dead_letter_subscription
}

output "queue_dead_letter_topic" {
  description = "Id of the topic of messages that nobody could handle."
  value       = module.queue.dead_letter_topic
}

output "queue_environment" {
  description = "What a client's environment says of the queue; its URL is the topic's id."
  value       = module.queue.environment
}

output "queue_name" {
  description = "Name of the topic and of the subscription."
  value       = module.queue.name
}

output "queue_subscription" {
  description = "Id of the subscription that messages are received from."
  value       = module.queue.subscription
}

output "queue_subscription_ids" {
  description = "The same as a list, for modules that let themselves in."
  value       = module.queue.subscription_ids
}

output "queue_topic" {
  description = "Id of the topic that messages are sent to."
  value       = module.queue.topic
}

output "queue_topic_ids" {
  description = "The same as a list, for modules that let themselves in."
  value       = module.queue.topic_ids
}
