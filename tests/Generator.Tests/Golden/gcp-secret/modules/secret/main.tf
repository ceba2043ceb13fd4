# secret 1.0.0
locals {
  labels = { module = "secret", module_version = "1-0-0" }
  agent  = "serviceAccount:service-${data.google_project.current.number}@gcp-sa-secretmanager.iam.gserviceaccount.com"
}

data "google_project" "current" {
  project_id = var.project
}

# The value is nobody's here: it would be in the state for everyone who reads that.
resource "google_secret_manager_secret" "this" {
  secret_id           = "${var.prefix}-${var.secret_name}"
  annotations         = var.purpose == null ? {} : { purpose = var.purpose }
  version_destroy_ttl = "${var.recovery_days * 86400}s"
  deletion_protection = var.deletion_protection
  labels              = local.labels

  replication {
    dynamic "auto" {
      for_each = length(var.replica_regions) == 0 ? [1] : []

      content {
        dynamic "customer_managed_encryption" {
          for_each = google_kms_crypto_key_iam_member.secrets[*].crypto_key_id

          content {
            kms_key_name = customer_managed_encryption.value
          }
        }
      }
    }

    dynamic "user_managed" {
      for_each = length(var.replica_regions) > 0 ? [1] : []

      content {
        dynamic "replicas" {
          for_each = var.replica_regions

          content {
            location = replicas.value
          }
        }
      }
    }
  }

  dynamic "rotation" {
    for_each = var.rotation_start[*]

    content {
      next_rotation_time = rotation.value
      rotation_period    = "${var.rotation_days * 86400}s"
    }
  }

  dynamic "topics" {
    for_each = google_pubsub_topic_iam_member.rotation

    content {
      name = topics.value.topic
    }
  }

  lifecycle {
    # Secret Manager moves it on by itself.
    ignore_changes = [rotation[0].next_rotation_time]

    precondition {
      condition     = (var.rotation_start == null) == (var.rotation_topic == null)
      error_message = "rotation_start and rotation_topic go together: Secret Manager changes no value, it tells the topic that it is time."
    }

    precondition {
      condition     = var.kms_key_name == null || length(var.replica_regions) == 0
      error_message = "kms_key_name is for secrets that Google replicates: leave replica_regions open, since each region would need a key of its own."
    }
  }
}

# Counted, since accounts that are made in the same rollout are not known before.
resource "google_secret_manager_secret_iam_member" "readers" {
  count = length(var.reader_members)

  secret_id = google_secret_manager_secret.this.id
  role      = "roles/secretmanager.secretAccessor"
  member    = var.reader_members[count.index]
}

# They put values in and cannot read them.
resource "google_secret_manager_secret_iam_member" "writers" {
  count = length(var.writer_members)

  secret_id = google_secret_manager_secret.this.id
  role      = "roles/secretmanager.secretVersionAdder"
  member    = var.writer_members[count.index]
}

# Secret Manager encrypts and tells of rotations in its own name.
resource "google_kms_crypto_key_iam_member" "secrets" {
  count = var.kms_key_name == null ? 0 : 1

  crypto_key_id = var.kms_key_name
  role          = "roles/cloudkms.cryptoKeyEncrypterDecrypter"
  member        = local.agent
}

resource "google_pubsub_topic_iam_member" "rotation" {
  count = var.rotation_topic == null ? 0 : 1

  topic  = var.rotation_topic
  role   = "roles/pubsub.publisher"
  member = local.agent
}
