# queue 1.0.0

output "dead_letter_subscription" {
  description = "Id of the subscription that messages that nobody could handle are received from."
  value       = google_pubsub_subscription.dead.id
}

output "dead_letter_topic" {
  description = "Id of the topic of messages that nobody could handle."
  value       = google_pubsub_topic.dead.id
}

output "environment" {
  description = "What a client's environment says of the queue; its URL is the topic's id."
  value       = { QUEUE_URL = google_pubsub_topic.this.id, QUEUE_SUBSCRIPTION = google_pubsub_subscription.this.id }
}

output "name" {
  description = "Name of the topic and of the subscription."
  value       = google_pubsub_topic.this.name
}

output "subscription" {
  description = "Id of the subscription that messages are received from."
  value       = google_pubsub_subscription.this.id
}

output "subscription_ids" {
  description = "The same as a list, for modules that let themselves in."
  value       = [google_pubsub_subscription.this.id]
}

output "topic" {
  description = "Id of the topic that messages are sent to."
  value       = google_pubsub_topic.this.id
}

output "topic_ids" {
  description = "The same as a list, for modules that let themselves in."
  value       = [google_pubsub_topic.this.id]
}
