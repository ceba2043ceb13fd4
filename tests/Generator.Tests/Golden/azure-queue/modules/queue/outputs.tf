# queue 1.0.0

output "dead_letter_name" {
  description = "Name of the queue of messages that nobody could handle."
  value       = "${azurerm_servicebus_queue.this.name}/$deadletterqueue"
}

output "environment" {
  description = "What a client's environment says of the queue."
  value       = { QUEUE_URL = local.url, QUEUE_NAMESPACE = local.host, QUEUE_NAME = azurerm_servicebus_queue.this.name }
}

output "id" {
  description = "Id of the queue, as a scope for roles."
  value       = azurerm_servicebus_queue.this.id
}

output "name" {
  description = "Name of the queue."
  value       = azurerm_servicebus_queue.this.name
}

output "namespace" {
  description = "Host name of the namespace, which clients ask for."
  value       = local.host
}

output "namespace_id" {
  description = "Id of the namespace."
  value       = azurerm_servicebus_namespace.this.id
}

output "roles" {
  description = "Roles that a client's identity needs, each with its scope."
  value       = { "Azure Service Bus Data Receiver" = azurerm_servicebus_queue.this.id, "Azure Service Bus Data Sender" = azurerm_servicebus_queue.this.id }
}

output "secrets" {
  description = "Variables of a client's environment that are secrets; there are none, since identities authenticate."
  value       = {}
}

output "url" {
  description = "Address that messages are sent to and received from."
  value       = local.url
}
