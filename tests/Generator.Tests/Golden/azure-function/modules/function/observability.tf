# function 1.0.0: logs, traces and alarms, as observability asks for
resource "azurerm_monitor_diagnostic_setting" "logs" {
  count = var.logging == "log-analytics" ? 1 : 0

  name                       = local.name
  target_resource_id         = azurerm_function_app_flex_consumption.this.id
  log_analytics_workspace_id = var.log_analytics_workspace_id

  enabled_log {
    category = "FunctionAppLogs"
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

  name                          = local.name
  location                      = var.location
  resource_group_name           = var.resource_group_name
  application_type              = "web"
  workspace_id                  = var.log_analytics_workspace_id
  local_authentication_disabled = true
  tags                          = local.tags

  lifecycle {
    precondition {
      condition     = var.log_analytics_workspace_id != null
      error_message = "tracing = application-insights needs the module log-group, or log_analytics_workspace_id."
    }
  }
}

resource "azurerm_monitor_metric_alert" "errors" {
  count = var.metrics == "azure-monitor" ? 1 : 0

  name                = "${local.name}-errors"
  description         = "${local.name}: Calls by HTTP are answered with errors of the server."
  resource_group_name = var.resource_group_name
  scopes              = [azurerm_function_app_flex_consumption.this.id]
  severity            = 2
  frequency           = "PT1M"
  window_size         = "PT5M"
  tags                = local.tags

  criteria {
    metric_namespace = "Microsoft.Web/sites"
    metric_name      = "Http5xx"
    aggregation      = "Total"
    operator         = "GreaterThan"
    threshold        = 10
  }

  dynamic "action" {
    for_each = var.action_group_ids

    content {
      action_group_id = action.value
    }
  }
}
