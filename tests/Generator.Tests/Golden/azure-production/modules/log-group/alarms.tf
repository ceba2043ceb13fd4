# log-group 1.0.0: alarms, and who is told of them
resource "azurerm_monitor_action_group" "this" {
  count = length(var.alarm_emails) > 0 ? 1 : 0

  name                = var.prefix
  resource_group_name = var.resource_group_name
  short_name          = substr(var.prefix, 0, 12)
  tags                = local.tags

  dynamic "email_receiver" {
    for_each = var.alarm_emails

    content {
      name                    = email_receiver.value
      email_address           = email_receiver.value
      use_common_alert_schema = true
    }
  }
}

resource "azurerm_monitor_scheduled_query_rules_alert_v2" "errors" {
  count = var.error_query != null && var.metrics == "azure-monitor" ? 1 : 0

  name                    = "${var.prefix}-errors"
  description             = "The logs of ${var.prefix} tell of errors."
  location                = var.location
  resource_group_name     = var.resource_group_name
  scopes                  = [azurerm_log_analytics_workspace.this.id]
  severity                = 2
  evaluation_frequency    = "PT5M"
  window_duration         = "PT5M"
  auto_mitigation_enabled = true
  # The tables are there only once something was logged.
  skip_query_validation = true
  tags                  = local.tags

  criteria {
    query                   = var.error_query
    time_aggregation_method = "Count"
    operator                = "GreaterThanOrEqual"
    threshold               = var.alarm_errors
  }

  action {
    action_groups = azurerm_monitor_action_group.this[*].id
  }
}
