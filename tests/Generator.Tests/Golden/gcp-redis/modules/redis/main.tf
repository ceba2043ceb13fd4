# redis 1.0.0
locals {
  labels    = { module = "redis", module_version = "1-0-0" }
  name      = "cache-${var.prefix}"
  clustered = var.shards > 1
  port      = 6379

  # One network, so one endpoint of each kind: where clients of a cluster ask for its nodes, or the node that takes writes.
  connections     = flatten([for endpoint in google_memorystore_instance.this.endpoints : [for connection in endpoint.connections : connection.psc_auto_connection]])
  addresses       = { for connection in local.connections : connection.connection_type => connection.ip_address... }
  endpoint        = one(lookup(local.addresses, local.clustered ? "CONNECTION_TYPE_DISCOVERY" : "CONNECTION_TYPE_PRIMARY", []))
  reader_endpoint = local.clustered ? null : one(lookup(local.addresses, "CONNECTION_TYPE_READER", []))

  # Each instance has authorities of its own, old and new ones while they change.
  ca_certificates = join("\n", flatten([for authorities in google_memorystore_instance.this.managed_server_ca : [for authority in authorities.ca_certs : authority.certificates]]))

  environment = {
    CACHE_HOST    = local.endpoint
    CACHE_PORT    = tostring(local.port)
    CACHE_TLS     = "true"
    CACHE_CLUSTER = tostring(local.clustered)
    CACHE_NAME    = local.name
    CACHE_USER    = "default"
    CACHE_AUTH    = "iam"
    CACHE_CA_CERT = local.ca_certificates
  }

  weekdays = { mon = "MONDAY", tue = "TUESDAY", wed = "WEDNESDAY", thu = "THURSDAY", fri = "FRIDAY", sat = "SATURDAY", sun = "SUNDAY" }
  window   = split(":", var.maintenance_window)
}

# Lets Memorystore put its endpoints into the network. A network has one for each region.
resource "google_network_connectivity_service_connection_policy" "this" {
  count = var.connection_policy ? 1 : 0

  name          = local.name
  location      = var.region
  service_class = "gcp-memorystore"
  description   = "Endpoints of Memorystore for ${var.prefix}"
  network       = var.vpc_id
  labels        = local.labels

  psc_config {
    subnetworks = var.subnet_ids
  }
}

resource "google_memorystore_instance" "this" {
  instance_id    = local.name
  location       = var.region
  mode           = local.clustered ? "CLUSTER" : "CLUSTER_DISABLED"
  engine_version = "VALKEY_${replace(var.engine_version, ".", "_")}"
  engine_configs = merge(var.parameters, { "maxmemory-policy" = var.max_memory_policy })
  node_type      = var.node_type
  shard_count    = var.shards
  replica_count  = var.replicas
  labels         = local.labels

  authorization_mode          = "IAM_AUTH"
  transit_encryption_mode     = "SERVER_AUTHENTICATION"
  kms_key                     = var.kms_key_name
  deletion_protection_enabled = var.deletion_protection

  desired_auto_created_endpoints {
    network    = var.vpc_id
    project_id = var.project
  }

  zone_distribution_config {
    mode = var.zone == null ? "MULTI_ZONE" : "SINGLE_ZONE"
    zone = var.zone
  }

  persistence_config {
    mode = upper(var.persistence == "none" ? "disabled" : var.persistence)

    dynamic "rdb_config" {
      for_each = var.persistence == "rdb" ? [1] : []

      content {
        rdb_snapshot_period = var.rdb_period
      }
    }

    dynamic "aof_config" {
      for_each = var.persistence == "aof" ? [1] : []

      content {
        append_fsync = "EVERY_SEC"
      }
    }
  }

  dynamic "automated_backup_config" {
    for_each = var.snapshot_retention_days > 0 ? [1] : []

    content {
      retention = "${var.snapshot_retention_days * 86400}s"

      fixed_frequency_schedule {
        start_time {
          hours = var.snapshot_hour
        }
      }
    }
  }

  maintenance_policy {
    weekly_maintenance_window {
      day = local.weekdays[local.window[0]]

      start_time {
        hours = tonumber(local.window[1])
      }
    }
  }

  lifecycle {
    precondition {
      condition     = var.zone == null || var.replicas == 0
      error_message = "zone puts all nodes into one zone, where replicas help little: leave it open, or set replicas to 0."
    }
  }

  depends_on = [google_network_connectivity_service_connection_policy.this]
}
