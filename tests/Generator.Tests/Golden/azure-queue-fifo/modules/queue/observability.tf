# queue 1.0.0: logs and alarms, as observability asks for
locals {
  alarms = var.metrics == "azure-monitor" ? {
    messages = { metric = "ActiveMessages", threshold = var.alarm_messages, severity = 2, description = "Messages of ${var.queue_name} pile up." }
    dead     = { metric = "DeadletteredMessages", threshold = 0, severity = 2, description = "There are messages in ${var.queue_name} that nobody could handle." }
  } : {}
}

resource "azurerm_monitor_diagnostic_setting" "this" {
  count = var.logging == "log-analytics" ? 1 : 0

  name                       = "log-analytics"
  target_resource_id         = azurerm_servicebus_namespace.this.id
  log_analytics_workspace_id = var.log_analytics_workspace_id

  enabled_log {
    category = "OperationalLogs"
  }

  enabled_log {
    category = "VNetAndIPFilteringLogs"
  }

  dynamic "enabled_log" {
    for_each = local.premium ? ["RuntimeAuditLogs"] : []

    content {
      category = enabled_log.value
    }
  }

  lifecycle {
    precondition {
      condition     = var.log_analytics_workspace_id != null
      error_message = "Logging to Log Analytics needs a workspace: add the module log-group, or set log_analytics_workspace_id."
    }
  }
}

resource "azurerm_monitor_metric_alert" "this" {
  for_each = local.alarms

  name                = "${azurerm_servicebus_namespace.this.name}-${each.key}"
  resource_group_name = var.resource_group_name
  description         = each.value.description
  scopes              = [azurerm_servicebus_namespace.this.id]
  severity            = each.value.severity
  frequency           = "PT1M"
  window_size         = "PT5M"
  tags                = local.tags

  criteria {
    metric_namespace = "Microsoft.ServiceBus/namespaces"
    metric_name      = each.value.metric
    aggregation      = "Average"
    operator         = "GreaterThan"
    threshold        = each.value.threshold

    dimension {
      name     = "EntityName"
      operator = "Include"
      values   = [azurerm_servicebus_queue.this.name]
    }
  }

  dynamic "action" {
    for_each = var.action_group_ids

    content {
      action_group_id = action.value
    }
  }
}
