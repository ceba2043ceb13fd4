# function 1.0.0: logs and alerts, as observability asks for
locals {
  logged = var.logging == "cloud-logging" ? 1 : 0
  alerts = var.metrics == "cloud-monitoring" ? 1 : 0

  # What logs and metrics of this function say of themselves: it is a service of Cloud Run.
  source = "resource.type=\"cloud_run_revision\" AND resource.labels.service_name=\"${local.name}\" AND resource.labels.location=\"${var.region}\""
}

resource "google_logging_project_bucket_config" "this" {
  count = local.logged

  project        = var.project
  location       = var.region
  bucket_id      = local.name
  description    = "Logs of ${local.name}"
  retention_days = var.log_retention_days
}

# Within a project, a sink needs no rights of its own to write.
resource "google_logging_project_sink" "this" {
  count = local.logged

  name                   = local.name
  description            = "Logs of ${local.name}"
  destination            = "logging.googleapis.com/${google_logging_project_bucket_config.this[0].id}"
  filter                 = local.source
  unique_writer_identity = true
}

# Otherwise the project's own bucket would keep them as well.
resource "google_logging_project_exclusion" "this" {
  count = local.logged

  name        = local.name
  description = "Logs of ${local.name} are in a bucket of their own"
  filter      = local.source

  depends_on = [google_logging_project_sink.this]
}

resource "google_monitoring_alert_policy" "errors" {
  count = local.alerts

  display_name          = "${local.name}-errors"
  combiner              = "OR"
  severity              = "ERROR"
  notification_channels = var.notification_channels
  user_labels           = merge(var.labels, local.labels)

  conditions {
    display_name = "More than ${var.alarm_error_percent} % of the calls of ${local.name} end with an error"

    condition_threshold {
      filter             = "${local.source} AND metric.type=\"run.googleapis.com/request_count\" AND metric.labels.response_code_class=\"5xx\""
      denominator_filter = "${local.source} AND metric.type=\"run.googleapis.com/request_count\""
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

resource "google_monitoring_alert_policy" "duration" {
  count = local.alerts

  display_name          = "${local.name}-duration"
  combiner              = "OR"
  severity              = "WARNING"
  notification_channels = var.notification_channels
  user_labels           = merge(var.labels, local.labels)

  conditions {
    display_name = "Calls of ${local.name} take nearly as long as they may"

    condition_threshold {
      filter          = "${local.source} AND metric.type=\"run.googleapis.com/request_latencies\""
      comparison      = "COMPARISON_GT"
      threshold_value = var.timeout_seconds * 900
      duration        = "0s"

      aggregations {
        alignment_period     = "60s"
        per_series_aligner   = "ALIGN_PERCENTILE_99"
        cross_series_reducer = "REDUCE_MAX"
      }
    }
  }

  alert_strategy {
    auto_close = "1800s"
  }
}
