# queue 1.0.0: alarms, where observability asks for them
locals {
  alarms = var.metrics == "cloud-monitoring" ? 1 : 0
}

resource "google_monitoring_alert_policy" "age" {
  count = local.alarms

  display_name          = "${local.name} age"
  combiner              = "OR"
  severity              = "WARNING"
  notification_channels = var.notification_channels
  user_labels           = merge(var.labels, local.labels)

  conditions {
    display_name = "The oldest message is old"

    condition_threshold {
      filter          = "resource.type = \"pubsub_subscription\" AND resource.labels.subscription_id = \"${google_pubsub_subscription.this.name}\" AND metric.type = \"pubsub.googleapis.com/subscription/oldest_unacked_message_age\""
      comparison      = "COMPARISON_GT"
      threshold_value = var.alarm_age_seconds
      duration        = "180s"

      aggregations {
        alignment_period   = "60s"
        per_series_aligner = "ALIGN_MAX"
      }
    }
  }

  documentation {
    content   = "Messages of ${google_pubsub_subscription.this.name} wait longer than they should."
    mime_type = "text/markdown"
  }
}

resource "google_monitoring_alert_policy" "dead" {
  count = local.alarms

  display_name          = "${local.name}-dead messages"
  combiner              = "OR"
  severity              = "ERROR"
  notification_channels = var.notification_channels
  user_labels           = merge(var.labels, local.labels)

  conditions {
    display_name = "There are messages that nobody could handle"

    condition_threshold {
      filter          = "resource.type = \"pubsub_subscription\" AND resource.labels.subscription_id = \"${google_pubsub_subscription.dead.name}\" AND metric.type = \"pubsub.googleapis.com/subscription/num_undelivered_messages\""
      comparison      = "COMPARISON_GT"
      threshold_value = 0
      duration        = "0s"

      aggregations {
        alignment_period   = "60s"
        per_series_aligner = "ALIGN_MAX"
      }
    }
  }

  documentation {
    content   = "There are messages of ${google_pubsub_topic.this.name} that nobody could handle."
    mime_type = "text/markdown"
  }
}
