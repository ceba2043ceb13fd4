# postgres 1.0.0
locals {
  tags = merge(var.tags, { Module = "postgres/1.0.0" })

  # The whole cloud shares one space of names: the subscription keeps this one free of others' and of this deployment's elsewhere.
  unique = substr(sha256("${data.azurerm_client_config.current.subscription_id}/${var.prefix}"), 0, 8)
  name   = "db-${var.prefix}-${local.unique}"

  dns_zone_id        = one([for kind, id in var.private_dns_zone_ids : id if kind == "postgres"])
  maintenance        = split(":", var.maintenance_window)
  high_availability  = { "zone-redundant" = ["ZoneRedundant"], "same-zone" = ["SameZone"], none = [] }[var.high_availability]
  days               = { sun = 0, mon = 1, tue = 2, wed = 3, thu = 4, fri = 5, sat = 6 }
  readers            = var.read_replicas == 0 ? {} : { DATABASE_READER_HOSTS = join(",", azurerm_postgresql_flexible_server.replica[*].fqdn) }
  user               = var.password_secret_id == null ? {} : { DATABASE_USER = var.master_username }
  password_addresses = [for id in var.password_secret_id[*] : "https://${split("/", id)[8]}.vault.azure.net/secrets/${split("/", id)[10]}"]

  environment = merge(local.readers, local.user, {
    DATABASE_HOST    = azurerm_postgresql_flexible_server.primary.fqdn
    DATABASE_PORT    = "5432"
    DATABASE_NAME    = azurerm_postgresql_flexible_server_database.this[var.database].name
    DATABASE_SSLMODE = "require"
    DATABASE_AUTH    = var.password_secret_id == null ? "entra" : "password"
  })

  # The largest disk is a GiB smaller than its name.
  storage_mb = min(var.storage_gib, 32767) * 1024

  secrets = { for address in local.password_addresses : "DATABASE_PASSWORD" => address }
}

data "azurerm_client_config" "current" {}

resource "azurerm_postgresql_flexible_server" "primary" {
  name                = local.name
  resource_group_name = var.resource_group_name
  location            = var.location
  version             = var.engine_version
  sku_name            = var.sku_name
  tags                = local.tags

  create_mode                       = var.restore_server_id == null ? "Default" : "PointInTimeRestore"
  source_server_id                  = var.restore_server_id
  point_in_time_restore_time_in_utc = var.restore_time

  delegated_subnet_id           = var.subnet_ids[0]
  private_dns_zone_id           = local.dns_zone_id
  public_network_access_enabled = false

  storage_mb        = local.storage_mb
  auto_grow_enabled = true

  backup_retention_days        = var.backup_retention_days
  geo_redundant_backup_enabled = var.geo_redundant_backup

  # Write-only: the password goes from Key Vault to the server, and is in no state or plan.
  administrator_login               = var.password_secret_id == null ? null : var.master_username
  administrator_password_wo         = one(ephemeral.azurerm_key_vault_secret.password[*].value)
  administrator_password_wo_version = var.password_secret_id == null ? null : var.password_version

  authentication {
    active_directory_auth_enabled = true
    password_auth_enabled         = var.password_secret_id != null
    tenant_id                     = data.azurerm_client_config.current.tenant_id
  }

  dynamic "high_availability" {
    for_each = local.high_availability

    content {
      mode = high_availability.value
    }
  }

  maintenance_window {
    day_of_week  = local.days[local.maintenance[0]]
    start_hour   = tonumber(local.maintenance[1])
    start_minute = tonumber(local.maintenance[2])
  }

  dynamic "identity" {
    for_each = var.key_identity_id[*]

    content {
      type         = "UserAssigned"
      identity_ids = [identity.value]
    }
  }

  dynamic "customer_managed_key" {
    for_each = var.key_vault_key_id[*]

    content {
      key_vault_key_id                  = customer_managed_key.value
      primary_user_assigned_identity_id = var.key_identity_id
    }
  }

  lifecycle {
    # Azure chooses the zones, and changes them when the standby takes over. Storage grows by itself, and less of it would be another server.
    # A restored server must not be replaced when what it was restored from is no longer mentioned.
    ignore_changes = [zone, high_availability[0].standby_availability_zone, storage_mb, source_server_id, point_in_time_restore_time_in_utc]

    precondition {
      condition     = local.dns_zone_id != null
      error_message = "private_dns_zone_ids must name a zone for postgres."
    }

    precondition {
      condition     = (var.key_vault_key_id == null) == (var.key_identity_id == null)
      error_message = "key_vault_key_id and key_identity_id go together: name both or none."
    }

    precondition {
      condition     = var.key_vault_key_id == null || !var.geo_redundant_backup
      error_message = "geo_redundant_backup is not for servers with a key of your own, which would be needed in the other region as well."
    }

    precondition {
      condition     = (var.restore_server_id == null) == (var.restore_time == null)
      error_message = "restore_server_id and restore_time go together: name both or none."
    }

    precondition {
      condition     = var.high_availability == "none" || !startswith(var.sku_name, "B_")
      error_message = "Servers of a B_ size have no standby: set high_availability to none, or choose another sku_name."
    }

    precondition {
      condition     = var.read_replicas == 0 || !startswith(var.sku_name, "B_")
      error_message = "Servers of a B_ size have no read replicas: leave read_replicas at 0, or choose another sku_name."
    }
  }
}

resource "azurerm_postgresql_flexible_server_database" "this" {
  for_each = toset(concat([var.database], var.more_databases))

  name      = each.value
  server_id = azurerm_postgresql_flexible_server.primary.id
  charset   = "UTF8"
  collation = "en_US.utf8"
}

resource "azurerm_postgresql_flexible_server" "replica" {
  count = var.read_replicas

  name                = "${local.name}-replica-${count.index + 1}"
  resource_group_name = var.resource_group_name
  location            = var.location
  version             = var.engine_version
  sku_name            = coalesce(var.replica_sku_name, var.sku_name)
  tags                = local.tags

  create_mode      = "Replica"
  source_server_id = azurerm_postgresql_flexible_server.primary.id

  delegated_subnet_id           = var.subnet_ids[0]
  private_dns_zone_id           = local.dns_zone_id
  public_network_access_enabled = false

  storage_mb        = local.storage_mb
  auto_grow_enabled = true

  authentication {
    active_directory_auth_enabled = true
    password_auth_enabled         = var.password_secret_id != null
    tenant_id                     = data.azurerm_client_config.current.tenant_id
  }

  dynamic "identity" {
    for_each = var.key_identity_id[*]

    content {
      type         = "UserAssigned"
      identity_ids = [identity.value]
    }
  }

  dynamic "customer_managed_key" {
    for_each = var.key_vault_key_id[*]

    content {
      key_vault_key_id                  = customer_managed_key.value
      primary_user_assigned_identity_id = var.key_identity_id
    }
  }

  lifecycle {
    ignore_changes = [zone, storage_mb]
  }

  # A replica begins as a copy of what is set on the server.
  depends_on = [azurerm_postgresql_flexible_server_configuration.this]
}
