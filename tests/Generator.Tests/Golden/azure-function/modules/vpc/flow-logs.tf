# vpc 1.0.0: flow logs, where observability asks for logging
locals {
  flow_logs = var.logging == "log-analytics" ? 1 : 0

  # The whole cloud shares one space of names: the subscription keeps this one free of others' and of this deployment's elsewhere.
  flow_account = "flow${substr(replace(var.prefix, "-", ""), 0, 10)}${substr(sha256("${data.azurerm_client_config.current.subscription_id}/${var.prefix}"), 0, 8)}"
}

data "azurerm_client_config" "current" {}

# The raw records. Network watcher signs in with the account's key; nothing else can reach it.
resource "azurerm_storage_account" "flow" {
  count = local.flow_logs

  name                            = local.flow_account
  location                        = var.location
  resource_group_name             = var.resource_group_name
  account_tier                    = "Standard"
  account_replication_type        = "LRS"
  min_tls_version                 = "TLS1_2"
  allow_nested_items_to_be_public = false
  local_user_enabled              = false
  tags                            = local.tags

  network_rules {
    default_action = "Deny"
    bypass         = ["AzureServices"]
  }
}

resource "azurerm_network_watcher_flow_log" "this" {
  count = local.flow_logs

  name                 = "${var.prefix}-flow"
  location             = var.location
  resource_group_name  = var.network_watcher_resource_group
  network_watcher_name = var.network_watcher_name == null ? "NetworkWatcher_${var.location}" : var.network_watcher_name
  target_resource_id   = azurerm_virtual_network.this.id
  storage_account_id   = azurerm_storage_account.flow[0].id
  enabled              = true
  version              = 2
  tags                 = local.tags

  retention_policy {
    enabled = true
    days    = var.flow_log_retention_days
  }

  # What can be asked: who talked to whom, how much, from where.
  traffic_analytics {
    enabled               = true
    workspace_id          = var.log_analytics_workspace_customer_id
    workspace_region      = var.location
    workspace_resource_id = var.log_analytics_workspace_id
    interval_in_minutes   = 10
  }

  lifecycle {
    precondition {
      condition     = var.log_analytics_workspace_id != null && var.log_analytics_workspace_customer_id != null
      error_message = "logging = log-analytics needs the module log-group, or log_analytics_workspace_id and log_analytics_workspace_customer_id."
    }
  }
}
