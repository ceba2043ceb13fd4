# postgres 1.0.0
locals {
  labels   = { module = "postgres", module_version = "1-0-0" }
  name     = "db-${var.prefix}"
  replicas = var.read_replicas == 0 ? {} : { DATABASE_READER_HOSTS = join(",", google_sql_database_instance.replica[*].private_ip_address) }
  owner    = var.password_secret == null ? {} : { DATABASE_USER = var.master_username }

  environment = merge(local.replicas, local.owner, {
    DATABASE_HOST     = google_sql_database_instance.primary.private_ip_address
    DATABASE_PORT     = "5432"
    DATABASE_NAME     = var.database
    DATABASE_SSLMODE  = "require"
    DATABASE_AUTH     = var.password_secret == null ? "iam" : "password"
    DATABASE_INSTANCE = google_sql_database_instance.primary.connection_name
    DATABASE_CA_CERT  = local.ca_certificate
  })

  # Marked as sensitive by the provider for all it comes with. A certificate is public.
  ca_certificate = nonsensitive(google_sql_database_instance.primary.server_ca_cert[0].cert)

  weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
  window   = split(":", var.maintenance_window)
}

resource "google_sql_database_instance" "primary" {
  name                = local.name
  database_version    = "POSTGRES_${var.engine_version}"
  region              = var.region
  encryption_key_name = var.kms_key_name
  deletion_protection = var.deletion_protection

  settings {
    tier                        = var.tier
    edition                     = var.edition
    availability_type           = var.multi_az ? "REGIONAL" : "ZONAL"
    disk_type                   = "PD_SSD"
    disk_size                   = var.storage_gib
    disk_autoresize             = true
    disk_autoresize_limit       = coalesce(var.max_storage_gib, var.storage_gib * 2)
    deletion_protection_enabled = var.deletion_protection
    retain_backups_on_delete    = var.final_backup
    user_labels                 = merge(var.labels, local.labels)

    # No address that the internet knows, and nothing in plain text.
    ip_configuration {
      ipv4_enabled                                  = false
      private_network                               = var.vpc_id
      allocated_ip_range                            = var.allocated_ip_range
      enable_private_path_for_google_cloud_services = true
      ssl_mode                                      = "ENCRYPTED_ONLY"
    }

    backup_configuration {
      enabled                        = true
      start_time                     = var.backup_time
      location                       = var.backup_location
      point_in_time_recovery_enabled = true
      transaction_log_retention_days = var.point_in_time_days

      backup_retention_settings {
        retained_backups = var.backup_retention_days
        retention_unit   = "COUNT"
      }
    }

    dynamic "final_backup_config" {
      for_each = var.final_backup ? [1] : []

      content {
        enabled        = true
        retention_days = var.final_backup_days
      }
    }

    maintenance_window {
      day          = index(local.weekdays, local.window[0]) + 1
      hour         = tonumber(local.window[1])
      update_track = "stable"
    }

    dynamic "insights_config" {
      for_each = var.query_insights ? [1] : []

      content {
        query_insights_enabled  = true
        query_string_length     = 1024
        record_application_tags = true
        record_client_address   = false
      }
    }

    dynamic "database_flags" {
      for_each = local.flags

      content {
        name  = database_flags.key
        value = database_flags.value
      }
    }
  }

  lifecycle {
    # It grows by itself. Going back would make another database.
    ignore_changes = [settings[0].disk_size]

    precondition {
      condition     = var.edition == "ENTERPRISE_PLUS" || var.point_in_time_days <= 7
      error_message = "The edition ENTERPRISE keeps what it needs for any second of 7 days at most: lower point_in_time_days, or take the edition ENTERPRISE_PLUS."
    }

    precondition {
      condition     = (var.edition == "ENTERPRISE_PLUS") == (length(regexall("^db-(perf-optimized|c4a)-", var.tier)) > 0)
      error_message = "The edition ENTERPRISE_PLUS has tiers such as db-perf-optimized-N-2, the edition ENTERPRISE such as db-custom-2-7680: change tier or edition."
    }

    precondition {
      condition     = var.backup_retention_days >= var.point_in_time_days
      error_message = "Any second of a day can be gone back to only from a backup before it: backup_retention_days must not be less than point_in_time_days."
    }
  }

  # The range that Google gives addresses from must be there before, and as long as there is a database.
  depends_on = [var.private_service_connection]
}

resource "google_sql_database" "this" {
  for_each = toset(concat([var.database], var.more_databases))

  name            = each.value
  instance        = google_sql_database_instance.primary.name
  deletion_policy = "ABANDON"
}

resource "google_sql_database_instance" "replica" {
  count = var.read_replicas

  name                 = "${local.name}-replica-${count.index + 1}"
  database_version     = "POSTGRES_${var.engine_version}"
  region               = var.region
  master_instance_name = google_sql_database_instance.primary.name
  deletion_protection  = var.deletion_protection

  settings {
    tier                        = coalesce(var.replica_tier, var.tier)
    edition                     = var.edition
    availability_type           = "ZONAL"
    disk_type                   = "PD_SSD"
    disk_autoresize             = true
    deletion_protection_enabled = var.deletion_protection
    user_labels                 = merge(var.labels, local.labels)

    ip_configuration {
      ipv4_enabled                                  = false
      private_network                               = var.vpc_id
      allocated_ip_range                            = var.allocated_ip_range
      enable_private_path_for_google_cloud_services = true
      ssl_mode                                      = "ENCRYPTED_ONLY"
    }

    dynamic "insights_config" {
      for_each = var.query_insights ? [1] : []

      content {
        query_insights_enabled  = true
        query_string_length     = 1024
        record_application_tags = true
        record_client_address   = false
      }
    }

    dynamic "database_flags" {
      for_each = local.flags

      content {
        name  = database_flags.key
        value = database_flags.value
      }
    }
  }
}
