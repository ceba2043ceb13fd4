# bucket 1.0.0
locals {
  labels = { module = "bucket", module_version = "1-0-0" }

  # The whole cloud shares one space of names: the project keeps this one free of others', the region of this deployment's elsewhere.
  # 63 characters at most: a long region is cut, and what tells buckets apart is not.
  name = coalesce(var.bucket_name, trim(substr("${var.prefix}-${data.google_project.current.number}-${var.region}", 0, 63), "-"))
}

data "google_project" "current" {
  project_id = var.project
}

resource "google_storage_bucket" "this" {
  name          = local.name
  location      = coalesce(var.location, var.region)
  storage_class = var.storage_class
  force_destroy = var.delete_objects
  labels        = local.labels

  # No access lists: rights come from IAM alone, and never reach everybody.
  uniform_bucket_level_access = true
  public_access_prevention    = "enforced"

  versioning {
    enabled = var.versioning
  }

  soft_delete_policy {
    retention_duration_seconds = var.soft_delete_days * 86400
  }

  dynamic "autoclass" {
    for_each = var.autoclass ? [1] : []

    content {
      enabled                = true
      terminal_storage_class = "ARCHIVE"
    }
  }

  dynamic "encryption" {
    for_each = google_kms_crypto_key_iam_member.storage[*].crypto_key_id

    content {
      default_kms_key_name = encryption.value
    }
  }

  dynamic "retention_policy" {
    for_each = var.retention_days[*]

    content {
      retention_period = tostring(retention_policy.value * 86400)
    }
  }

  dynamic "logging" {
    for_each = var.access_log_bucket[*]

    content {
      log_bucket        = logging.value
      log_object_prefix = local.name
    }
  }

  lifecycle_rule {
    action {
      type = "AbortIncompleteMultipartUpload"
    }

    condition {
      age = var.upload_days
    }
  }

  # Also without versioning: there may be versions from before it was turned off.
  lifecycle_rule {
    action {
      type = "Delete"
    }

    condition {
      days_since_noncurrent_time = var.old_version_days
      with_state                 = "ARCHIVED"
    }
  }

  dynamic "lifecycle_rule" {
    for_each = var.expire_days[*]

    content {
      action {
        type = "Delete"
      }

      condition {
        age        = lifecycle_rule.value
        with_state = "LIVE"
      }
    }
  }

  dynamic "lifecycle_rule" {
    for_each = var.archive_days[*]

    content {
      action {
        type          = "SetStorageClass"
        storage_class = var.archive_storage_class
      }

      condition {
        age = lifecycle_rule.value
      }
    }
  }

  lifecycle {
    precondition {
      condition     = length(local.name) <= 63
      error_message = "The bucket's name would be longer than 63 characters: name it with bucket_name."
    }

    precondition {
      condition     = !var.autoclass || (var.archive_days == null && var.storage_class == "STANDARD")
      error_message = "autoclass moves objects by itself: leave archive_days open and storage_class at STANDARD, or turn autoclass off."
    }

    precondition {
      condition     = var.retention_days == null || !var.versioning
      error_message = "retention_days keeps objects from being overwritten, so there are no old versions: turn versioning off, or leave retention_days open."
    }

    precondition {
      condition     = var.archive_days == null || var.expire_days == null ? true : var.archive_days < var.expire_days
      error_message = "archive_days must be less than expire_days."
    }
  }
}
