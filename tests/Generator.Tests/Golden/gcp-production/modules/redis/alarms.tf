# redis 1.0.0: alarms, where observability asks for them
locals {
  alarms = var.metrics != "cloud-monitoring" ? {} : {
    cpu    = { metric = "instance/cpu/maximum_utilization", threshold = 0.85, meaning = "is at its limit of CPU" }
    memory = { metric = "instance/memory/maximum_utilization", threshold = 0.9, meaning = "has little memory left, and soon forgets or refuses" }
  }
}

resource "google_monitoring_alert_policy" "this" {
  for_each = local.alarms

  display_name          = "${local.name} ${each.key}"
  combiner              = "OR"
  severity              = "WARNING"
  notification_channels = var.notification_channels
  user_labels           = merge(var.labels, local.labels)

  conditions {
    display_name = "${local.name} ${each.value.meaning}"

    condition_threshold {
      filter          = "resource.type = \"memorystore.googleapis.com/Instance\" AND resource.labels.instance_id = \"${google_memorystore_instance.this.instance_id}\" AND metric.type = \"memorystore.googleapis.com/${each.value.metric}\""
      comparison      = "COMPARISON_GT"
      threshold_value = each.value.threshold
      duration        = "300s"

      aggregations {
        alignment_period   = "60s"
        per_series_aligner = "ALIGN_MEAN"
      }
    }
  }

  documentation {
    content   = "${local.name} ${each.value.meaning}."
    mime_type = "text/markdown"
  }
}
