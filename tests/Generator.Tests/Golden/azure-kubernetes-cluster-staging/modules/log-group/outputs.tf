# log-group 1.0.0

output "action_group_ids" {
  description = "Ids of the action groups that alarms are told to; empty without alarm_emails."
  value       = azurerm_monitor_action_group.this[*].id
}

output "id" {
  description = "Id of the workspace."
  value       = azurerm_log_analytics_workspace.this.id
}

output "name" {
  description = "Name of the workspace."
  value       = azurerm_log_analytics_workspace.this.name
}

output "workspace_id" {
  description = "The workspace's own number, which queries and agents name."
  value       = azurerm_log_analytics_workspace.this.workspace_id
}
