# bucket 1.0.0
locals {
  tags = merge(var.tags, { Module = "bucket/1.0.0" })

  # The whole cloud shares one space of names: the subscription keeps this one free of others' and of this deployment's elsewhere.
  unique       = substr(sha256("${data.azurerm_client_config.current.subscription_id}/${var.prefix}"), 0, 8)
  account_name = coalesce(var.account_name, "${substr(replace(var.prefix, "-", ""), 0, 16)}${local.unique}")

  private      = length(var.endpoint_subnet_ids) > 0
  open         = !local.private || length(var.allowed_cidrs) > 0
  container_id = "${azurerm_storage_account.this.id}/blobServices/default/containers/${azurerm_storage_container.this.name}"
  url          = "${azurerm_storage_account.this.primary_blob_endpoint}${azurerm_storage_container.this.name}"

  # The account's firewall takes single addresses, and no blocks of one or two.
  ip_rules = flatten([for block in var.allowed_cidrs : endswith(block, "/31") ? [cidrhost(block, 0), cidrhost(block, 1)] : [trimsuffix(block, "/32")]])
}

data "azurerm_client_config" "current" {}

resource "azurerm_storage_account" "this" {
  name                     = local.account_name
  resource_group_name      = var.resource_group_name
  location                 = var.location
  account_kind             = "StorageV2"
  account_tier             = "Standard"
  account_replication_type = var.replication
  access_tier              = var.access_tier
  tags                     = local.tags

  https_traffic_only_enabled        = true
  min_tls_version                   = "TLS1_2"
  infrastructure_encryption_enabled = var.infrastructure_encryption

  # Identities alone: no keys that open everything, no anonymous readers, no users of the account's own.
  shared_access_key_enabled        = false
  default_to_oauth_authentication  = true
  allow_nested_items_to_be_public  = false
  local_user_enabled               = false
  cross_tenant_replication_enabled = false
  public_network_access_enabled    = local.open

  network_rules {
    default_action = local.private || length(var.allowed_cidrs) > 0 ? "Deny" : "Allow"
    bypass         = ["AzureServices"]
    ip_rules       = local.ip_rules
  }

  blob_properties {
    versioning_enabled = var.versioning

    delete_retention_policy {
      days = var.deleted_days
    }

    container_delete_retention_policy {
      days = var.deleted_days
    }
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
      key_vault_key_id          = customer_managed_key.value
      user_assigned_identity_id = var.key_identity_id
    }
  }

  lifecycle {
    precondition {
      condition     = (var.key_vault_key_id == null) == (var.key_identity_id == null)
      error_message = "key_vault_key_id and key_identity_id go together: name both or none."
    }
  }
}

# Through Azure's own interface, so that whoever applies needs no way to the blobs.
resource "azurerm_storage_container" "this" {
  name                  = var.bucket_name
  storage_account_id    = azurerm_storage_account.this.id
  container_access_type = "private"
}

resource "azurerm_private_endpoint" "this" {
  count = local.private ? 1 : 0

  name                = "${local.account_name}-blob"
  resource_group_name = var.resource_group_name
  location            = var.location
  subnet_id           = var.endpoint_subnet_ids[0]
  tags                = local.tags

  private_service_connection {
    name                           = "blob"
    private_connection_resource_id = azurerm_storage_account.this.id
    subresource_names              = ["blob"]
    is_manual_connection           = false
  }

  dynamic "private_dns_zone_group" {
    for_each = [for kind, id in var.private_dns_zone_ids : id if kind == "blob"]

    content {
      name                 = "blob"
      private_dns_zone_ids = [private_dns_zone_group.value]
    }
  }
}

resource "azurerm_role_assignment" "readers" {
  count = length(var.reader_principal_ids)

  scope                = local.container_id
  role_definition_name = "Storage Blob Data Reader"
  principal_id         = var.reader_principal_ids[count.index]
}

resource "azurerm_role_assignment" "writers" {
  count = length(var.writer_principal_ids)

  scope                = local.container_id
  role_definition_name = "Storage Blob Data Contributor"
  principal_id         = var.writer_principal_ids[count.index]
}
