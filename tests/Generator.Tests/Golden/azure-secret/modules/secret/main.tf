# secret 1.0.0
locals {
  tags = merge(var.tags, { Module = "secret/1.0.0" })

  # The whole cloud shares one space of names: the subscription keeps this one free of others' and of this deployment's elsewhere.
  unique     = substr(sha256("${data.azurerm_client_config.current.subscription_id}/${var.prefix}"), 0, 8)
  vault_name = coalesce(var.vault_name, "kv-${trim(substr(replace(var.prefix, "/-+/", "-"), 0, 12), "-")}-${local.unique}")

  private   = length(var.endpoint_subnet_ids) > 0
  names     = merge({ for variable in var.more_variables : variable => lower(replace(variable, "_", "-")) }, { (var.variable) = var.secret_name })
  addresses = { for variable, name in local.names : variable => "${azurerm_key_vault.this.vault_uri}secrets/${name}" }
}

data "azurerm_client_config" "current" {}

# Without its secrets: Key Vault has none without a value, and a value would be in the state for everyone who reads that.
resource "azurerm_key_vault" "this" {
  name                = local.vault_name
  resource_group_name = var.resource_group_name
  location            = var.location
  tenant_id           = data.azurerm_client_config.current.tenant_id
  sku_name            = var.hardware_protection ? "premium" : "standard"
  tags                = local.tags

  rbac_authorization_enabled    = true
  purge_protection_enabled      = true
  soft_delete_retention_days    = var.recovery_days
  public_network_access_enabled = !local.private || length(var.allowed_cidrs) > 0

  network_acls {
    default_action = local.private || length(var.allowed_cidrs) > 0 ? "Deny" : "Allow"
    bypass         = "AzureServices"
    ip_rules       = var.allowed_cidrs
  }

  lifecycle {
    precondition {
      condition     = length(distinct(values(local.names))) == length(var.more_variables) + 1
      error_message = "Each of variable and more_variables takes a secret of its own: two name the same one."
    }
  }
}

resource "azurerm_private_endpoint" "this" {
  count = local.private ? 1 : 0

  name                = "${local.vault_name}-vault"
  resource_group_name = var.resource_group_name
  location            = var.location
  subnet_id           = var.endpoint_subnet_ids[0]
  tags                = local.tags

  private_service_connection {
    name                           = "vault"
    private_connection_resource_id = azurerm_key_vault.this.id
    subresource_names              = ["vault"]
    is_manual_connection           = false
  }

  dynamic "private_dns_zone_group" {
    for_each = [for kind, id in var.private_dns_zone_ids : id if kind == "vault"]

    content {
      name                 = "vault"
      private_dns_zone_ids = [private_dns_zone_group.value]
    }
  }
}

resource "azurerm_role_assignment" "readers" {
  count = length(var.reader_principal_ids)

  scope                = azurerm_key_vault.this.id
  role_definition_name = "Key Vault Secrets User"
  principal_id         = var.reader_principal_ids[count.index]
}

resource "azurerm_role_assignment" "writers" {
  count = length(var.writer_principal_ids)

  scope                = azurerm_key_vault.this.id
  role_definition_name = "Key Vault Secrets Officer"
  principal_id         = var.writer_principal_ids[count.index]
}
