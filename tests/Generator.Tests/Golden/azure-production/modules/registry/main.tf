# registry 1.0.0
locals {
  tags = merge(var.tags, { Module = "registry/1.0.0" })

  # The whole cloud shares one space of names: the subscription keeps this one free of others' and of this deployment's elsewhere.
  unique        = substr(sha256("${data.azurerm_client_config.current.subscription_id}/${var.prefix}"), 0, 8)
  registry_name = coalesce(var.registry_name, "cr${substr(replace(var.prefix, "-", ""), 0, 40)}${local.unique}")

  premium = var.sku == "Premium"
  private = local.premium && length(var.endpoint_subnet_ids) > 0
  open    = !local.private || length(var.allowed_cidrs) > 0
}

data "azurerm_client_config" "current" {}

resource "azurerm_container_registry" "this" {
  name                = local.registry_name
  resource_group_name = var.resource_group_name
  location            = var.location
  sku                 = var.sku
  tags                = local.tags

  # Identities alone: no administrator whose password opens everything, no anonymous readers.
  admin_enabled          = false
  anonymous_pull_enabled = false

  public_network_access_enabled = local.open
  network_rule_bypass_option    = "AzureServices"
  export_policy_enabled         = var.export || local.open
  data_endpoint_enabled         = local.premium
  zone_redundancy_enabled       = local.premium && var.zone_redundancy
  retention_policy_in_days      = local.premium && var.untagged_days > 0 ? var.untagged_days : null

  network_rule_set = local.premium && length(var.allowed_cidrs) > 0 ? [{
    default_action = "Deny"
    ip_rule        = [for block in var.allowed_cidrs : { action = "Allow", ip_range = block }]
  }] : null

  encryption = var.key_vault_key_id == null ? null : [{
    key_vault_key_id   = var.key_vault_key_id
    identity_client_id = data.azurerm_user_assigned_identity.key[0].client_id
  }]

  dynamic "identity" {
    for_each = var.key_identity_id[*]

    content {
      type         = "UserAssigned"
      identity_ids = [identity.value]
    }
  }

  dynamic "georeplications" {
    for_each = sort(distinct(var.replica_locations))

    content {
      location                = georeplications.value
      zone_redundancy_enabled = var.zone_redundancy
      tags                    = local.tags
    }
  }

  lifecycle {
    precondition {
      condition     = (var.key_vault_key_id == null) == (var.key_identity_id == null)
      error_message = "key_vault_key_id and key_identity_id go together: name both or none."
    }

    precondition {
      condition     = local.premium || (length(var.replica_locations) == 0 && length(var.allowed_cidrs) == 0 && var.key_vault_key_id == null)
      error_message = "replica_locations, allowed_cidrs and key_vault_key_id are for a Premium registry: leave them open, or set sku to Premium."
    }

    precondition {
      condition     = !contains(var.replica_locations, var.location)
      error_message = "replica_locations names the registry's own region: leave it out."
    }
  }
}

data "azurerm_user_assigned_identity" "key" {
  count = var.key_identity_id == null ? 0 : 1

  name                = split("/", var.key_identity_id)[8]
  resource_group_name = split("/", var.key_identity_id)[4]
}

resource "azurerm_private_endpoint" "this" {
  count = local.private ? 1 : 0

  name                = "${local.registry_name}-registry"
  resource_group_name = var.resource_group_name
  location            = var.location
  subnet_id           = var.endpoint_subnet_ids[0]
  tags                = local.tags

  private_service_connection {
    name                           = "registry"
    private_connection_resource_id = azurerm_container_registry.this.id
    subresource_names              = ["registry"]
    is_manual_connection           = false
  }

  dynamic "private_dns_zone_group" {
    for_each = [for kind, id in var.private_dns_zone_ids : id if kind == "registry"]

    content {
      name                 = "registry"
      private_dns_zone_ids = [private_dns_zone_group.value]
    }
  }
}

resource "azurerm_role_assignment" "pullers" {
  count = length(var.puller_principal_ids)

  scope                = azurerm_container_registry.this.id
  role_definition_name = "AcrPull"
  principal_id         = var.puller_principal_ids[count.index]
}

resource "azurerm_role_assignment" "pushers" {
  count = length(var.pusher_principal_ids)

  scope                = azurerm_container_registry.this.id
  role_definition_name = "AcrPush"
  principal_id         = var.pusher_principal_ids[count.index]
}

resource "azurerm_monitor_diagnostic_setting" "this" {
  count = var.logging == "log-analytics" ? 1 : 0

  name                       = "log-analytics"
  target_resource_id         = azurerm_container_registry.this.id
  log_analytics_workspace_id = var.log_analytics_workspace_id

  enabled_log {
    category = "ContainerRegistryLoginEvents"
  }

  enabled_log {
    category = "ContainerRegistryRepositoryEvents"
  }

  lifecycle {
    precondition {
      condition     = var.log_analytics_workspace_id != null
      error_message = "Logging to Log Analytics needs a workspace: add the module log-group, or set log_analytics_workspace_id."
    }
  }
}
