# What the deployment tells about itself.

output "queue_dead_letter_name" {
  description = "Name of the queue of messages that nobody could handle."
  value       = module.queue.dead_letter_name
}

output "queue_environment" {
  description = "What a client's environment says of the queue."
  value       = module.queue.environment
}

output "queue_id" {
  description = "Id of the queue, as a scope for roles."
  value       = module.queue.id
}

output "queue_name" {
  description = "Name of the queue."
  value       = module.queue.name
}

output "queue_namespace" {
  description = "Host name of the namespace, which clients ask for."
  value       = module.queue.namespace
}

output "queue_namespace_id" {
  description = "Id of the namespace."
  value       = module.queue.namespace_id
}

output "queue_roles" {
  description = "Roles that a client's identity needs, each with its scope."
  value       = module.queue.roles
}

output "queue_secrets" {
  description = "Variables of a client's environment that are secrets; there are none, since identities authenticate."
  value       = module.queue.secrets
}

output "queue_url" {
  description = "Address that messages are sent to and received from."
  value       = module.queue.url
}
