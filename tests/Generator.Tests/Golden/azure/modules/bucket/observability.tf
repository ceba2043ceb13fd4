# bucket 1.0.0: logs and alarms, as observability asks for
resource "azurerm_monitor_diagnostic_setting" "this" {
  count = var.logging == "log-analytics" ? 1 : 0

  name                       = "log-analytics"
  target_resource_id         = "${azurerm_storage_account.this.id}/blobServices/default"
  log_analytics_workspace_id = var.log_analytics_workspace_id

  enabled_log {
    category = "StorageRead"
  }

  enabled_log {
    category = "StorageWrite"
  }

  enabled_log {
    category = "StorageDelete"
  }

  lifecycle {
    precondition {
      condition     = var.log_analytics_workspace_id != null
      error_message = "Logging to Log Analytics needs a workspace: add the module log-group, or set log_analytics_workspace_id."
    }
  }
}

resource "azurerm_monitor_metric_alert" "availability" {
  count = var.metrics == "azure-monitor" ? 1 : 0

  name                = "${local.account_name}-availability"
  resource_group_name = var.resource_group_name
  description         = "${local.account_name} answers too few requests."
  scopes              = [azurerm_storage_account.this.id]
  severity            = 1
  frequency           = "PT5M"
  window_size         = "PT15M"
  tags                = local.tags

  criteria {
    metric_namespace = "Microsoft.Storage/storageAccounts"
    metric_name      = "Availability"
    aggregation      = "Average"
    operator         = "LessThan"
    threshold        = 99
  }

  dynamic "action" {
    for_each = var.action_group_ids

    content {
      action_group_id = action.value
    }
  }
}
