# queue 1.0.0
locals {
  tags = merge(var.tags, { Module = "queue/1.0.0" })

  # The whole cloud shares one space of names: the subscription keeps this one free of others' and of this deployment's elsewhere.
  unique  = substr(sha256("${data.azurerm_client_config.current.subscription_id}/${var.prefix}"), 0, 8)
  premium = var.sku == "Premium"
  private = local.premium && length(var.endpoint_subnet_ids) > 0

  # As Service Bus writes them itself: 90 seconds are PT1M30S. Anything else would be a change in every plan.
  lock_duration = join("", ["PT", var.visibility_timeout_seconds >= 60 ? "${floor(var.visibility_timeout_seconds / 60)}M" : "", var.visibility_timeout_seconds % 60 > 0 ? "${var.visibility_timeout_seconds % 60}S" : ""])
  deduplication = var.deduplication_hours == null ? null : var.deduplication_hours % 24 == 0 ? "P${var.deduplication_hours / 24}D" : join("", ["P", var.deduplication_hours > 24 ? "${floor(var.deduplication_hours / 24)}D" : "", "T${var.deduplication_hours % 24}H"])

  host = split(":", trimprefix(azurerm_servicebus_namespace.this.endpoint, "https://"))[0]
  url  = "https://${local.host}/${azurerm_servicebus_queue.this.name}"
}

data "azurerm_client_config" "current" {}

resource "azurerm_servicebus_namespace" "this" {
  name                = "sb-${var.prefix}-${local.unique}"
  resource_group_name = var.resource_group_name
  location            = var.location
  sku                 = var.sku
  tags                = local.tags

  capacity                     = local.premium ? var.messaging_units : 0
  premium_messaging_partitions = local.premium ? 1 : 0

  # Identities alone: no keys that open everything.
  local_auth_enabled            = false
  minimum_tls_version           = "1.2"
  public_network_access_enabled = !local.private

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
      key_vault_key_id = customer_managed_key.value
      identity_id      = var.key_identity_id
    }
  }

  lifecycle {
    precondition {
      condition     = (var.key_vault_key_id == null) == (var.key_identity_id == null)
      error_message = "key_vault_key_id and key_identity_id go together: name both or none."
    }

    precondition {
      condition     = local.premium || var.key_vault_key_id == null
      error_message = "A key of your own is for a Premium namespace: set sku to Premium as well."
    }
  }
}

resource "azurerm_servicebus_queue" "this" {
  name                          = var.queue_name
  namespace_id                  = azurerm_servicebus_namespace.this.id
  requires_session              = var.fifo
  lock_duration                 = local.lock_duration
  default_message_ttl           = "P${var.retention_days}D"
  max_size_in_megabytes         = var.max_size_gib * 1024
  max_message_size_in_kilobytes = local.premium ? var.max_message_kib : null

  requires_duplicate_detection            = var.deduplication_hours != null
  duplicate_detection_history_time_window = local.deduplication

  # What is put aside stays in the queue's own second queue until somebody takes it out.
  max_delivery_count                   = var.max_receive_count
  dead_lettering_on_message_expiration = var.dead_letter_expired

  lifecycle {
    precondition {
      condition     = local.premium || var.max_size_gib <= 5
      error_message = "A queue of a Standard namespace holds 5 GiB at most: lower max_size_gib, or set sku to Premium."
    }
  }
}

resource "azurerm_private_endpoint" "this" {
  count = local.private ? 1 : 0

  name                = "${azurerm_servicebus_namespace.this.name}-namespace"
  resource_group_name = var.resource_group_name
  location            = var.location
  subnet_id           = var.endpoint_subnet_ids[0]
  tags                = local.tags

  private_service_connection {
    name                           = "namespace"
    private_connection_resource_id = azurerm_servicebus_namespace.this.id
    subresource_names              = ["namespace"]
    is_manual_connection           = false
  }

  dynamic "private_dns_zone_group" {
    for_each = [for kind, id in var.private_dns_zone_ids : id if kind == "servicebus"]

    content {
      name                 = "servicebus"
      private_dns_zone_ids = [private_dns_zone_group.value]
    }
  }
}

resource "azurerm_role_assignment" "senders" {
  count = length(var.sender_principal_ids)

  scope                = azurerm_servicebus_queue.this.id
  role_definition_name = "Azure Service Bus Data Sender"
  principal_id         = var.sender_principal_ids[count.index]
}

resource "azurerm_role_assignment" "receivers" {
  count = length(var.receiver_principal_ids)

  scope                = azurerm_servicebus_queue.this.id
  role_definition_name = "Azure Service Bus Data Receiver"
  principal_id         = var.receiver_principal_ids[count.index]
}
