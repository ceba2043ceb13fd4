# queue 1.0.0
locals {
  labels = { module = "queue", module_version = "1-0-0" }
  name   = "queue-${var.prefix}"
  agent  = "serviceAccount:service-${data.google_project.current.number}@gcp-sa-pubsub.iam.gserviceaccount.com"
}

data "google_project" "current" {
  project_id = var.project
}

resource "google_pubsub_topic" "this" {
  name                       = local.name
  kms_key_name               = one(google_kms_crypto_key_iam_member.pubsub[*].crypto_key_id)
  message_retention_duration = var.replay_days == null ? null : "${var.replay_days * 86400}s"
  labels                     = local.labels

  dynamic "message_storage_policy" {
    for_each = length(var.storage_regions) > 0 ? [var.storage_regions] : []

    content {
      allowed_persistence_regions = message_storage_policy.value
      enforce_in_transit          = true
    }
  }
}

resource "google_pubsub_subscription" "this" {
  name                         = local.name
  topic                        = google_pubsub_topic.this.id
  filter                       = var.filter
  ack_deadline_seconds         = var.visibility_timeout_seconds
  message_retention_duration   = "${var.retention_days * 86400}s"
  enable_message_ordering      = var.fifo
  enable_exactly_once_delivery = var.fifo || var.exactly_once
  labels                       = local.labels

  # Without this, a subscription that nobody used for a month is deleted.
  expiration_policy {
    ttl = ""
  }

  retry_policy {
    minimum_backoff = "${var.retry_seconds}s"
    maximum_backoff = "${var.max_retry_seconds}s"
  }

  dead_letter_policy {
    dead_letter_topic     = google_pubsub_topic.dead.id
    max_delivery_attempts = var.max_receive_count
  }

  depends_on = [google_pubsub_topic_iam_member.dead_letters]
}

resource "google_pubsub_topic" "dead" {
  name         = "${local.name}-dead"
  kms_key_name = one(google_kms_crypto_key_iam_member.pubsub[*].crypto_key_id)
  labels       = local.labels

  dynamic "message_storage_policy" {
    for_each = length(var.storage_regions) > 0 ? [var.storage_regions] : []

    content {
      allowed_persistence_regions = message_storage_policy.value
      enforce_in_transit          = true
    }
  }
}

# A topic keeps nothing for later subscribers: this one holds what nobody could handle, as long as there can be.
resource "google_pubsub_subscription" "dead" {
  name                       = "${local.name}-dead"
  topic                      = google_pubsub_topic.dead.id
  message_retention_duration = "2678400s"
  labels                     = local.labels

  expiration_policy {
    ttl = ""
  }
}
