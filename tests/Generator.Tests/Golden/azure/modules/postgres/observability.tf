# postgres 1.0.0: logs and alarms, as observability asks for
locals {
  alarming = var.metrics == "azure-monitor"

  alarms = local.alarming ? merge({
    alive   = { metric = "is_db_alive", aggregation = "Maximum", operator = "LessThan", threshold = 1, severity = 0, description = "does not answer." }
    cpu     = { metric = "cpu_percent", aggregation = "Average", operator = "GreaterThan", threshold = 85, severity = 2, description = "is at its limit of CPU." }
    memory  = { metric = "memory_percent", aggregation = "Average", operator = "GreaterThan", threshold = 90, severity = 2, description = "has little memory left." }
    storage = { metric = "storage_percent", aggregation = "Maximum", operator = "GreaterThan", threshold = 90, severity = 1, description = "has less than a tenth of its storage left." }
    }, { for limit in var.alarm_connections[*] : "connections" => { metric = "active_connections", aggregation = "Maximum", operator = "GreaterThan", threshold = limit, severity = 2, description = "has more connections than are good for it." }
  }) : {}
}

resource "azurerm_monitor_diagnostic_setting" "this" {
  count = var.logging == "log-analytics" ? 1 : 0

  name                       = "log-analytics"
  target_resource_id         = azurerm_postgresql_flexible_server.primary.id
  log_analytics_workspace_id = var.log_analytics_workspace_id

  enabled_log {
    category = "PostgreSQLLogs"
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

  name                = "${local.name}-${each.key}"
  resource_group_name = var.resource_group_name
  description         = "${local.name} ${each.value.description}"
  scopes              = [azurerm_postgresql_flexible_server.primary.id]
  severity            = each.value.severity
  frequency           = "PT1M"
  window_size         = "PT5M"
  tags                = local.tags

  criteria {
    metric_namespace = "Microsoft.DBforPostgreSQL/flexibleServers"
    metric_name      = each.value.metric
    aggregation      = each.value.aggregation
    operator         = each.value.operator
    threshold        = each.value.threshold
  }

  dynamic "action" {
    for_each = var.action_group_ids

    content {
      action_group_id = action.value
    }
  }
}

resource "azurerm_monitor_metric_alert" "replica_lag" {
  count = local.alarming ? var.read_replicas : 0

  name                = "${azurerm_postgresql_flexible_server.replica[count.index].name}-lag"
  resource_group_name = var.resource_group_name
  description         = "${azurerm_postgresql_flexible_server.replica[count.index].name} is more than five minutes behind."
  scopes              = [azurerm_postgresql_flexible_server.replica[count.index].id]
  severity            = 2
  frequency           = "PT1M"
  window_size         = "PT5M"
  tags                = local.tags

  criteria {
    metric_namespace = "Microsoft.DBforPostgreSQL/flexibleServers"
    metric_name      = "physical_replication_delay_in_seconds"
    aggregation      = "Maximum"
    operator         = "GreaterThan"
    threshold        = 300
  }

  dynamic "action" {
    for_each = var.action_group_ids

    content {
      action_group_id = action.value
    }
  }
}
