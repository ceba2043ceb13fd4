# redis 1.0.0: logs and alarms, as observability asks for
locals {
  alarms = var.metrics == "azure-monitor" ? {
    cpu    = { metric = "percentProcessorTime", threshold = 85, description = "is at its limit of CPU." }
    memory = { metric = "usedmemorypercentage", threshold = 90, description = "has little memory left, and soon forgets or refuses." }
  } : {}
}

resource "azurerm_monitor_diagnostic_setting" "this" {
  count = var.logging == "log-analytics" ? 1 : 0

  name                       = "log-analytics"
  target_resource_id         = local.database_id
  log_analytics_workspace_id = var.log_analytics_workspace_id

  enabled_log {
    category = "ConnectionEvents"
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

  name                = "${azurerm_managed_redis.this.name}-${each.key}"
  resource_group_name = var.resource_group_name
  description         = "${azurerm_managed_redis.this.name} ${each.value.description}"
  scopes              = [azurerm_managed_redis.this.id]
  severity            = 2
  frequency           = "PT1M"
  window_size         = "PT5M"
  tags                = local.tags

  criteria {
    metric_namespace = "Microsoft.Cache/redisEnterprise"
    metric_name      = each.value.metric
    aggregation      = "Maximum"
    operator         = "GreaterThan"
    threshold        = each.value.threshold
  }

  dynamic "action" {
    for_each = var.action_group_ids

    content {
      action_group_id = action.value
    }
  }
}
