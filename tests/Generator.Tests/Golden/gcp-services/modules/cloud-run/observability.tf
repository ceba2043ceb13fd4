# cloud-run 1.0.0: logs, alerts and traces, as observability asks for
locals {
  logged = var.logging == "cloud-logging" ? 1 : 0
  traced = var.tracing == "cloud-trace"

  # What logs and metrics of this service say of themselves.
  kind   = local.callable ? { type = "cloud_run_revision", name = "service_name" } : { type = "cloud_run_worker_pool", name = "worker_pool_name" }
  source = "resource.type=\"${local.kind.type}\" AND resource.labels.${local.kind.name}=\"${local.name}\" AND resource.labels.location=\"${var.region}\""

  tracing_roles = local.traced ? { traces = "roles/cloudtrace.agent" } : {}
  tracing_environment = local.traced ? {
    OTEL_EXPORTER_OTLP_ENDPOINT = "http://localhost:4318"
    OTEL_EXPORTER_OTLP_PROTOCOL = "http/protobuf"
    OTEL_SERVICE_NAME           = local.name
  } : {}

  collector_config = {
    extensions = { health_check = { endpoint = "0.0.0.0:13133" } }
    receivers  = { otlp = { protocols = { grpc = { endpoint = "localhost:4317" }, http = { endpoint = "localhost:4318" } } } }
    exporters  = { googlecloud = { project = var.project } }
    service    = { extensions = ["health_check"], pipelines = { traces = { receivers = ["otlp"], exporters = ["googlecloud"] } } }
  }
  collectors = local.traced ? { collector = yamlencode(local.collector_config) } : {}

  monitored = var.metrics == "cloud-monitoring"

  alerts = { for name, alert in {
    latency = {
      wanted    = local.monitored && local.callable
      metric    = "run.googleapis.com/request_latencies"
      threshold = var.alarm_latency_milliseconds
      says      = "One answer in twenty of ${local.name} takes longer than ${var.alarm_latency_milliseconds} ms"
    }
    cpu = {
      wanted    = local.monitored
      metric    = "run.googleapis.com/container/cpu/utilizations"
      threshold = 0.9
      says      = "Instances of ${local.name} are at their limit of CPU"
    }
    memory = {
      wanted    = local.monitored
      metric    = "run.googleapis.com/container/memory/utilizations"
      threshold = 0.9
      says      = "Instances of ${local.name} are at their limit of memory"
    }
  } : name => alert if alert.wanted }
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
  count = local.monitored && local.callable ? 1 : 0

  display_name          = "${local.name}-errors"
  combiner              = "OR"
  severity              = "ERROR"
  notification_channels = var.notification_channels
  user_labels           = merge(var.labels, local.labels)

  conditions {
    display_name = "More than ${var.alarm_error_percent} % of the answers of ${local.name} are errors"

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

resource "google_monitoring_alert_policy" "this" {
  for_each = local.alerts

  display_name          = "${local.name}-${each.key}"
  combiner              = "OR"
  severity              = "WARNING"
  notification_channels = var.notification_channels
  user_labels           = merge(var.labels, local.labels)

  conditions {
    display_name = each.value.says

    condition_threshold {
      filter          = "${local.source} AND metric.type=\"${each.value.metric}\""
      comparison      = "COMPARISON_GT"
      threshold_value = each.value.threshold
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
