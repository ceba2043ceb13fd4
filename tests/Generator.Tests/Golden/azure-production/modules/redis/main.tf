# redis 1.0.0
locals {
  tags = merge(var.tags, { Module = "redis/1.0.0" })

  # The whole region shares one space of names: the subscription keeps this one free of others'.
  unique      = substr(sha256("${data.azurerm_client_config.current.subscription_id}/${var.prefix}"), 0, 8)
  port        = azurerm_managed_redis.this.default_database[0].port
  database_id = "${azurerm_managed_redis.this.id}/databases/default"

  # Azure's words for what Redis calls volatile-lru and so on.
  eviction_policies = {
    "volatile-lru"    = "VolatileLRU"
    "allkeys-lru"     = "AllKeysLRU"
    "volatile-lfu"    = "VolatileLFU"
    "allkeys-lfu"     = "AllKeysLFU"
    "volatile-random" = "VolatileRandom"
    "allkeys-random"  = "AllKeysRandom"
    "volatile-ttl"    = "VolatileTTL"
    "noeviction"      = "NoEviction"
  }
  clustering_policies = { enterprise = "EnterpriseCluster", oss = "OSSCluster", none = "NoCluster" }

  environment = {
    CACHE_HOST    = azurerm_managed_redis.this.hostname
    CACHE_PORT    = tostring(local.port)
    CACHE_TLS     = "true"
    CACHE_CLUSTER = tostring(var.clustering == "oss")
    CACHE_NAME    = azurerm_managed_redis.this.name
    CACHE_AUTH    = "entra"
  }
}

data "azurerm_client_config" "current" {}

resource "azurerm_managed_redis" "this" {
  name                      = "cache-${replace(var.prefix, "/-+/", "-")}-${local.unique}"
  resource_group_name       = var.resource_group_name
  location                  = var.location
  sku_name                  = var.sku_name
  high_availability_enabled = var.high_availability
  tags                      = local.tags

  default_database {
    access_keys_authentication_enabled = var.access_keys
    client_protocol                    = "Encrypted"
    clustering_policy                  = local.clustering_policies[var.clustering]
    eviction_policy                    = local.eviction_policies[var.max_memory_policy]

    dynamic "module" {
      for_each = var.redis_modules

      content {
        name = module.value
      }
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

    precondition {
      condition     = !contains(var.redis_modules, "RediSearch") || (var.max_memory_policy == "noeviction" && var.clustering == "enterprise")
      error_message = "RediSearch wants max_memory_policy noeviction and clustering enterprise."
    }
  }
}

resource "azurerm_private_endpoint" "this" {
  name                = "${azurerm_managed_redis.this.name}-cache"
  resource_group_name = var.resource_group_name
  location            = var.location
  subnet_id           = var.endpoint_subnet_ids[0]
  tags                = local.tags

  private_service_connection {
    name                           = "cache"
    private_connection_resource_id = azurerm_managed_redis.this.id
    subresource_names              = ["redisEnterprise"]
    is_manual_connection           = false
  }

  dynamic "private_dns_zone_group" {
    for_each = [for kind, id in var.private_dns_zone_ids : id if kind == "redis-enterprise"]

    content {
      name                 = "cache"
      private_dns_zone_ids = [private_dns_zone_group.value]
    }
  }
}
