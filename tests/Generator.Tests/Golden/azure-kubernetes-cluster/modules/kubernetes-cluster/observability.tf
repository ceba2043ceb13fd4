# kubernetes-cluster 1.0.0: logs and alarms, as observability asks for
locals {
  container_streams = ["Microsoft-ContainerLogV2", "Microsoft-KubeEvents", "Microsoft-KubePodInventory"]

  alarms = { for name, alarm in {
    cpu    = { metric = "node_cpu_usage_percentage", threshold = 90, what = "Nodes are at their limit of CPU." }
    memory = { metric = "node_memory_working_set_percentage", threshold = 90, what = "Nodes are at their limit of memory." }
    disk   = { metric = "node_disk_usage_percentage", threshold = 85, what = "Nodes run out of disk." }
  } : name => alarm if var.metrics == "azure-monitor" }
}

resource "azurerm_monitor_diagnostic_setting" "control_plane" {
  count = local.logged ? 1 : 0

  name                           = var.prefix
  target_resource_id             = azurerm_kubernetes_cluster.this.id
  log_analytics_workspace_id     = var.log_analytics_workspace_id
  log_analytics_destination_type = "Dedicated"

  # Who changed what, and whether they were let. The record of everything that was read is very large, and left out.
  dynamic "enabled_log" {
    for_each = ["cluster-autoscaler", "guard", "kube-apiserver", "kube-audit-admin", "kube-controller-manager"]

    content {
      category = enabled_log.value
    }
  }

  lifecycle {
    precondition {
      condition     = var.log_analytics_workspace_id != null
      error_message = "logging = log-analytics needs the module log-group, or log_analytics_workspace_id."
    }
  }
}

# What containers print and how they fare: oms_agent sends what this rule names, and nothing without it.
resource "azurerm_monitor_data_collection_rule" "containers" {
  count = local.logged ? 1 : 0

  name                = "${var.prefix}-containers"
  location            = var.location
  resource_group_name = var.resource_group_name
  tags                = local.tags

  destinations {
    log_analytics {
      name                  = "workspace"
      workspace_resource_id = var.log_analytics_workspace_id
    }
  }

  data_flow {
    streams      = local.container_streams
    destinations = ["workspace"]
  }

  data_sources {
    extension {
      name           = "containers"
      extension_name = "ContainerInsights"
      streams        = local.container_streams
      extension_json = jsonencode({ dataCollectionSettings = { interval = "1m", namespaceFilteringMode = "Off", enableContainerLogV2 = true } })
    }
  }
}

resource "azurerm_monitor_data_collection_rule_association" "containers" {
  count = local.logged ? 1 : 0

  # Azure looks for this name.
  name                    = "ContainerInsightsExtension"
  target_resource_id      = azurerm_kubernetes_cluster.this.id
  data_collection_rule_id = azurerm_monitor_data_collection_rule.containers[0].id
}

resource "azurerm_monitor_metric_alert" "nodes" {
  for_each = local.alarms

  name                = "${var.prefix}-nodes-${each.key}"
  description         = "${var.prefix}: ${each.value.what}"
  resource_group_name = var.resource_group_name
  scopes              = [azurerm_kubernetes_cluster.this.id]
  severity            = 2
  frequency           = "PT5M"
  window_size         = "PT15M"
  tags                = local.tags

  criteria {
    metric_namespace = "Microsoft.ContainerService/managedClusters"
    metric_name      = each.value.metric
    aggregation      = "Average"
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
