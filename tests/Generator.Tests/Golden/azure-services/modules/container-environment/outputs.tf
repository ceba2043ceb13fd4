# container-environment 1.0.0

output "default_domain" {
  description = "Domain that the names of all apps end in."
  value       = azurerm_container_app_environment.this.default_domain
}

output "id" {
  description = "Id of the environment."
  value       = azurerm_container_app_environment.this.id
}

output "name" {
  description = "Name of the environment."
  value       = azurerm_container_app_environment.this.name
}

output "static_ip" {
  description = "Address that apps are reached at."
  value       = azurerm_container_app_environment.this.static_ip_address
}

output "tracing_environment" {
  description = "What an app's environment says of tracing. No secret, since identities alone may send."
  value       = { for traces in azurerm_application_insights.this : "APPLICATIONINSIGHTS_CONNECTION_STRING" => nonsensitive(traces.connection_string) }
}

output "tracing_roles" {
  description = "Roles that an app's identity needs to send traces, each with what it is needed on."
  value       = { for traces in azurerm_application_insights.this : "Monitoring Metrics Publisher" => traces.id }
}
