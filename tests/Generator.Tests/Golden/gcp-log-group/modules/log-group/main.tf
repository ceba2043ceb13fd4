# log-group 1.0.0
locals {
  labels   = { module = "log-group", module_version = "1-0-0" }
  name     = "log-${var.prefix}-${var.group_name}"
  log_name = "projects/${var.project}/logs/${local.name}"
  filter   = var.filter == null ? "logName=\"${local.log_name}\"" : var.filter
  counted  = var.error_pattern != null
}

# A bucket that was deleted stays for seven days, and its name with it.
resource "google_logging_project_bucket_config" "this" {
  project          = var.project
  location         = var.region
  bucket_id        = local.name
  description      = "Logs of ${local.name}"
  retention_days   = var.retention_days
  locked           = var.locked
  enable_analytics = var.analytics

  dynamic "cmek_settings" {
    for_each = var.kms_key_id[*]

    content {
      kms_key_name = cmek_settings.value
    }
  }
}

# Within a project, a sink needs no rights of its own to write.
resource "google_logging_project_sink" "this" {
  name                   = local.name
  description            = "Logs of ${local.name}"
  destination            = "logging.googleapis.com/${google_logging_project_bucket_config.this.id}"
  filter                 = local.filter
  unique_writer_identity = true
}

resource "google_logging_project_exclusion" "this" {
  count = var.exclusive ? 1 : 0

  name        = local.name
  description = "Logs of ${local.name} are in a bucket of their own"
  filter      = local.filter

  depends_on = [google_logging_project_sink.this]
}

# Counted in the bucket: what the project's own does not keep, its metrics do not see.
resource "google_logging_metric" "errors" {
  count = local.counted ? 1 : 0

  name        = "${local.name}-errors"
  description = "Entries of ${local.name} that tell of errors"
  bucket_name = google_logging_project_bucket_config.this.id
  filter      = "(${local.filter}) AND (${var.error_pattern})"

  metric_descriptor {
    metric_kind  = "DELTA"
    value_type   = "INT64"
    unit         = "1"
    display_name = "${local.name} errors"
  }
}

resource "google_monitoring_alert_policy" "errors" {
  count = local.counted && var.metrics == "cloud-monitoring" ? 1 : 0

  display_name          = "${local.name}-errors"
  combiner              = "OR"
  severity              = "ERROR"
  notification_channels = var.notification_channels
  user_labels           = merge(var.labels, local.labels)

  conditions {
    display_name = "${local.name} tells of errors"

    condition_prometheus_query_language {
      query               = "sum(increase(logging_googleapis_com:user_${replace(google_logging_metric.errors[0].name, "-", "_")}[5m])) >= ${var.alarm_errors}"
      duration            = "0s"
      evaluation_interval = "60s"

      # A metric that was just made is not known everywhere yet.
      disable_metric_validation = true
    }
  }

  alert_strategy {
    auto_close = "1800s"
  }
}
