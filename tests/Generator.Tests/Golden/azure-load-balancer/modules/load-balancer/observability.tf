# load-balancer 1.0.0: logs and alarms, as observability asks for
locals {
  alarms = { for name, alarm in {
    unhealthy = { metric = "UnhealthyHostCount", aggregation = "Average", threshold = 0, what = "Targets do not answer their health check.", status = null }
    errors    = { metric = "ResponseStatus", aggregation = "Total", threshold = var.alarm_errors, what = "Requests are answered with errors of the server.", status = "5xx" }
  } : name => alarm if var.metrics == "azure-monitor" }
}

resource "azurerm_monitor_diagnostic_setting" "logs" {
  count = var.logging == "log-analytics" ? 1 : 0

  name                           = var.prefix
  target_resource_id             = azurerm_application_gateway.this.id
  log_analytics_workspace_id     = var.log_analytics_workspace_id
  log_analytics_destination_type = "Dedicated"

  enabled_log {
    category = "ApplicationGatewayAccessLog"
  }

  enabled_log {
    category = "ApplicationGatewayFirewallLog"
  }

  lifecycle {
    precondition {
      condition     = var.log_analytics_workspace_id != null
      error_message = "logging = log-analytics needs the module log-group, or log_analytics_workspace_id."
    }
  }
}

resource "azurerm_monitor_metric_alert" "this" {
  for_each = local.alarms

  name                = "${var.prefix}-gateway-${each.key}"
  description         = "${var.prefix}: ${each.value.what}"
  resource_group_name = var.resource_group_name
  scopes              = [azurerm_application_gateway.this.id]
  severity            = 2
  frequency           = "PT1M"
  window_size         = "PT5M"
  tags                = local.tags

  criteria {
    metric_namespace = "Microsoft.Network/applicationGateways"
    metric_name      = each.value.metric
    aggregation      = each.value.aggregation
    operator         = "GreaterThan"
    threshold        = each.value.threshold

    dynamic "dimension" {
      for_each = each.value.status[*]

      content {
        name     = "HttpStatusGroup"
        operator = "Include"
        values   = [dimension.value]
      }
    }
  }

  dynamic "action" {
    for_each = var.action_group_ids

    content {
      action_group_id = action.value
    }
  }
}
