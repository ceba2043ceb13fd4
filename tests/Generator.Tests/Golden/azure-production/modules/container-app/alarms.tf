# container-app 1.0.0: alarms, where observability asks for metrics
locals {
  alarms = { for name, alarm in {
    cpu      = { metric = "CpuPercentage", aggregation = "Average", threshold = 85, what = "Replicas are at their limit of CPU.", category = null, wanted = true }
    memory   = { metric = "MemoryPercentage", aggregation = "Average", threshold = 90, what = "Replicas are at their limit of memory.", category = null, wanted = true }
    restarts = { metric = "RestartCount", aggregation = "Maximum", threshold = 3, what = "Replicas are started again and again.", category = null, wanted = true }
    errors   = { metric = "Requests", aggregation = "Total", threshold = 10, what = "Requests are answered with errors of the server.", category = "5xx", wanted = local.reachable }
  } : name => alarm if alarm.wanted && var.metrics == "azure-monitor" }
}

resource "azurerm_monitor_metric_alert" "this" {
  for_each = local.alarms

  name                = "${var.prefix}-${each.key}"
  description         = "${var.prefix}: ${each.value.what}"
  resource_group_name = var.resource_group_name
  scopes              = [azurerm_container_app.this.id]
  severity            = 2
  frequency           = "PT1M"
  window_size         = "PT5M"
  tags                = local.tags

  criteria {
    metric_namespace = "Microsoft.App/containerApps"
    metric_name      = each.value.metric
    aggregation      = each.value.aggregation
    operator         = "GreaterThan"
    threshold        = each.value.threshold

    dynamic "dimension" {
      for_each = each.value.category[*]

      content {
        name     = "statusCodeCategory"
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
