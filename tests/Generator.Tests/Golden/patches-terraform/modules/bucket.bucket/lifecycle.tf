# bucket 1.0.0: what is kept for how long
resource "aws_s3_bucket_lifecycle_configuration" "this" {
  bucket = aws_s3_bucket.this.id

  rule {
    id     = "unfinished-uploads"
    status = "Enabled"

    filter {}

    abort_incomplete_multipart_upload {
      days_after_initiation = var.upload_days
    }
  }

  # Also without versioning: there may be versions from before it was turned off.
  rule {
    id     = "old-versions"
    status = "Enabled"

    filter {}

    expiration {
      expired_object_delete_marker = true
    }

    noncurrent_version_expiration {
      noncurrent_days = var.old_version_days
    }
  }

  dynamic "rule" {
    for_each = var.expire_days[*]

    content {
      id     = "expire"
      status = "Enabled"

      filter {}

      expiration {
        days = rule.value
      }
    }
  }

  dynamic "rule" {
    for_each = var.archive_days[*]

    content {
      id     = "archive"
      status = "Enabled"

      filter {}

      transition {
        days          = rule.value
        storage_class = var.archive_storage_class
      }
    }
  }

  lifecycle {
    precondition {
      condition     = var.archive_days == null ? true : var.archive_storage_class != "STANDARD_IA" || var.archive_days >= 30
      error_message = "STANDARD_IA takes no objects before 30 days: raise archive_days, or choose another archive_storage_class."
    }

    precondition {
      condition     = var.archive_days == null || var.expire_days == null ? true : var.archive_days < var.expire_days
      error_message = "archive_days must be less than expire_days."
    }
  }

  depends_on = [aws_s3_bucket_versioning.this]
}
