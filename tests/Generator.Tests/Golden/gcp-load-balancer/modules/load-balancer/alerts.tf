# load-balancer 1.0.0: alerts, where observability asks for them
locals {
  alerts = var.metrics == "cloud-monitoring" ? 1 : 0

  # What metrics of this balancer say of themselves.
  source = "resource.type=\"https_lb_rule\" AND resource.labels.url_map_name=\"${local.name}\""
}

resource "google_monitoring_alert_policy" "errors" {
  count = local.alerts

  display_name          = "${local.name}-errors"
  combiner              = "OR"
  severity              = "ERROR"
  notification_channels = var.notification_channels
  user_labels           = merge(var.labels, local.labels)

  conditions {
    display_name = "More than ${var.alarm_error_percent} % of the answers of ${local.name} are errors"

    condition_threshold {
      filter             = "${local.source} AND metric.type=\"loadbalancing.googleapis.com/https/request_count\" AND metric.labels.response_code_class=\"500\""
      denominator_filter = "${local.source} AND metric.type=\"loadbalancing.googleapis.com/https/request_count\""
      comparison         = "COMPARISON_GT"
      threshold_value    = var.alarm_error_percent / 100
      duration           = "300s"

      aggregations {
        alignment_period     = "60s"
        per_series_aligner   = "ALIGN_RATE"
        cross_series_reducer = "REDUCE_SUM"
      }

      denominator_aggregations {
        alignment_period     = "60s"
        per_series_aligner   = "ALIGN_RATE"
        cross_series_reducer = "REDUCE_SUM"
      }
    }
  }

  alert_strategy {
    auto_close = "1800s"
  }
}

resource "google_monitoring_alert_policy" "latency" {
  count = local.alerts

  display_name          = "${local.name}-latency"
  combiner              = "OR"
  severity              = "WARNING"
  notification_channels = var.notification_channels
  user_labels           = merge(var.labels, local.labels)

  conditions {
    display_name = "One answer in twenty of ${local.name} takes longer than ${var.alarm_latency_milliseconds} ms"

    condition_threshold {
      filter          = "${local.source} AND metric.type=\"loadbalancing.googleapis.com/https/total_latencies\""
      comparison      = "COMPARISON_GT"
      threshold_value = var.alarm_latency_milliseconds
      duration        = "300s"

      aggregations {
        alignment_period     = "60s"
        per_series_aligner   = "ALIGN_PERCENTILE_95"
        cross_series_reducer = "REDUCE_MAX"
      }
    }
  }

  alert_strategy {
    auto_close = "1800s"
  }
}
