# postgres 1.0.0: alarms, where observability asks for them
locals {
  copies = [for place in range(var.read_replicas) : "${local.name}-replica-${place + 1}"]

  measures = merge(
    {
      cpu     = { metric = "database/cpu/utilization", threshold = 0.85, meaning = "is at its limit of CPU" }
      memory  = { metric = "database/memory/utilization", threshold = 0.9, meaning = "has little memory left" }
      storage = { metric = "database/disk/utilization", threshold = 0.9, meaning = "has little storage left, and cannot grow any more" }
    },
    var.alarm_connections == null ? {} : { connections = { metric = "database/postgresql/num_backends", threshold = var.alarm_connections, meaning = "has many connections" } },
  )

  alarms = var.metrics != "cloud-monitoring" ? {} : merge(
    { for pair in setproduct(concat([local.name], local.copies), keys(local.measures)) : "${pair[0]}-${pair[1]}" => merge(local.measures[pair[1]], { instance = pair[0] }) },
    { for copy in local.copies : "${copy}-lag" => { metric = "database/replication/replica_lag", threshold = 60, meaning = "is behind the database that it copies", instance = copy } },
  )
}

resource "google_monitoring_alert_policy" "this" {
  for_each = local.alarms

  display_name          = each.key
  combiner              = "OR"
  severity              = "WARNING"
  notification_channels = var.notification_channels
  user_labels           = merge(var.labels, local.labels)

  conditions {
    display_name = "${each.value.instance} ${each.value.meaning}"

    condition_threshold {
      filter          = "resource.type = \"cloudsql_database\" AND resource.labels.database_id = \"${var.project}:${each.value.instance}\" AND metric.type = \"cloudsql.googleapis.com/${each.value.metric}\""
      comparison      = "COMPARISON_GT"
      threshold_value = each.value.threshold
      duration        = "300s"

      aggregations {
        alignment_period     = "60s"
        per_series_aligner   = "ALIGN_MEAN"
        cross_series_reducer = "REDUCE_SUM"
        group_by_fields      = ["resource.label.database_id"]
      }
    }
  }

  documentation {
    content   = "${each.value.instance} ${each.value.meaning}."
    mime_type = "text/markdown"
  }

  depends_on = [google_sql_database_instance.primary, google_sql_database_instance.replica]
}
