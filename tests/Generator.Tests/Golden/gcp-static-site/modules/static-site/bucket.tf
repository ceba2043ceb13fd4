# static-site 1.0.0: the files
# Names of buckets are everybody's: the digest is the project's.
resource "google_storage_bucket" "this" {
  name                        = "web-${var.prefix}-${substr(sha256(var.project), 0, 8)}"
  location                    = var.location == null ? upper(var.region) : var.location
  force_destroy               = var.delete_objects
  uniform_bucket_level_access = true
  public_access_prevention    = "inherited"
  labels                      = local.labels

  versioning {
    enabled = true
  }

  website {
    main_page_suffix = var.index_document
    not_found_page   = var.single_page ? var.index_document : var.not_found_document
  }

  lifecycle_rule {
    action {
      type = "Delete"
    }

    condition {
      days_since_noncurrent_time = var.old_version_days
      with_state                 = "ARCHIVED"
    }
  }

  lifecycle_rule {
    action {
      type = "AbortIncompleteMultipartUpload"
    }

    condition {
      age = 7
    }
  }
}

# The edge reads as everybody does, and nobody may list.
resource "google_storage_bucket_iam_member" "readers" {
  bucket = google_storage_bucket.this.name
  role   = "roles/storage.legacyObjectReader"
  member = "allUsers"
}
