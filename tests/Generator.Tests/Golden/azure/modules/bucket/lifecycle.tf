# bucket 1.0.0: what is kept for how long
resource "azurerm_storage_management_policy" "this" {
  storage_account_id = azurerm_storage_account.this.id

  # Also without versioning: there may be versions from before it was turned off.
  rule {
    name    = "old-versions"
    enabled = true

    filters {
      blob_types = ["blockBlob"]
    }

    actions {
      version {
        delete_after_days_since_creation = var.old_version_days
      }
    }
  }

  dynamic "rule" {
    for_each = var.expire_days[*]

    content {
      name    = "expire"
      enabled = true

      filters {
        blob_types = ["appendBlob", "blockBlob"]
      }

      actions {
        base_blob {
          delete_after_days_since_modification_greater_than = rule.value
        }
      }
    }
  }

  dynamic "rule" {
    for_each = var.archive_days[*]

    content {
      name    = "archive"
      enabled = true

      filters {
        blob_types = ["blockBlob"]
      }

      actions {
        base_blob {
          tier_to_cool_after_days_since_modification_greater_than    = var.archive_tier == "Cool" ? rule.value : null
          tier_to_cold_after_days_since_modification_greater_than    = var.archive_tier == "Cold" ? rule.value : null
          tier_to_archive_after_days_since_modification_greater_than = var.archive_tier == "Archive" ? rule.value : null
        }
      }
    }
  }

  lifecycle {
    precondition {
      condition     = var.archive_days == null || var.archive_tier != "Archive" || !endswith(var.replication, "ZRS")
      error_message = "Archive is for accounts with the replication LRS, GRS and RAGRS: choose another archive_tier or replication."
    }

    precondition {
      condition     = var.archive_days == null || var.expire_days == null ? true : var.archive_days < var.expire_days
      error_message = "archive_days must be less than expire_days."
    }
  }
}
