# container-environment 1.0.0: logs and traces, as observability asks for
resource "azurerm_monitor_diagnostic_setting" "logs" {
  count = var.logging == "log-analytics" ? 1 : 0

  name                       = var.prefix
  target_resource_id         = azurerm_container_app_environment.this.id
  log_analytics_workspace_id = var.log_analytics_workspace_id

  enabled_log {
    category_group = "allLogs"
  }

  lifecycle {
    precondition {
      condition     = var.log_analytics_workspace_id != null
      error_message = "logging = log-analytics needs the module log-group, or log_analytics_workspace_id."
    }
  }
}

# Its connection string is an address and no key: who sends must be an identity that may.
resource "azurerm_application_insights" "this" {
  count = var.tracing == "application-insights" ? 1 : 0

  name                          = var.prefix
  location                      = var.location
  resource_group_name           = var.resource_group_name
  application_type              = "web"
  workspace_id                  = var.log_analytics_workspace_id
  sampling_percentage           = var.sampling_percent
  local_authentication_disabled = true
  tags                          = local.tags

  lifecycle {
    precondition {
      condition     = var.log_analytics_workspace_id != null
      error_message = "tracing = application-insights needs the module log-group, or log_analytics_workspace_id."
    }
  }
}
