# function 1.0.0
locals {
  tags = merge(var.tags, { Module = "function/1.0.0" })
  name = "${var.prefix}-${var.function_name}"

  # The whole cloud shares one space of names: the subscription keeps these free of others' and of this deployment's elsewhere.
  unique       = substr(sha256("${data.azurerm_client_config.current.subscription_id}/${local.name}"), 0, 8)
  app_name     = "${local.name}-${local.unique}"
  account_name = "func${substr(replace(local.name, "-", ""), 0, 10)}${local.unique}"

  # The storage account, and whatever else is used without a key, knows the function by this identity.
  host_settings = {
    AZURE_CLIENT_ID                  = azurerm_user_assigned_identity.this.client_id
    AzureWebJobsStorage__accountName = azurerm_storage_account.this.name
    AzureWebJobsStorage__credential  = "managedidentity"
    AzureWebJobsStorage__clientId    = azurerm_user_assigned_identity.this.client_id
  }

  # Triggers name the queue's connection QUEUE.
  queue_settings = merge([for namespace in compact([lookup(var.queue_environment, "QUEUE_NAMESPACE", "")]) : {
    QUEUE__fullyQualifiedNamespace = namespace
    QUEUE__credential              = "managedidentity"
    QUEUE__clientId                = azurerm_user_assigned_identity.this.client_id
  }]...)

  trace_settings = merge([for traces in azurerm_application_insights.this : {
    APPLICATIONINSIGHTS_CONNECTION_STRING     = nonsensitive(traces.connection_string)
    APPLICATIONINSIGHTS_AUTHENTICATION_STRING = "Authorization=AAD;ClientId=${azurerm_user_assigned_identity.this.client_id}"
  }]...)

  app_settings = merge(local.host_settings, local.trace_settings, local.queue_settings, var.queue_environment, var.bucket_environment, var.readable_secrets, var.environment_variables)
}

data "azurerm_client_config" "current" {}

resource "azurerm_service_plan" "this" {
  name                = local.name
  location            = var.location
  resource_group_name = var.resource_group_name
  os_type             = "Linux"
  sku_name            = "FC1"
  tags                = local.tags
}

# Holds the code, and what the host remembers of timers and queues. Identities alone get in.
resource "azurerm_storage_account" "this" {
  name                            = local.account_name
  location                        = var.location
  resource_group_name             = var.resource_group_name
  account_tier                    = "Standard"
  account_replication_type        = "LRS"
  min_tls_version                 = "TLS1_2"
  shared_access_key_enabled       = false
  default_to_oauth_authentication = true
  allow_nested_items_to_be_public = false
  local_user_enabled              = false
  tags                            = local.tags
}

resource "azurerm_storage_container" "code" {
  name                  = "code"
  storage_account_id    = azurerm_storage_account.this.id
  container_access_type = "private"
}

resource "azurerm_function_app_flex_consumption" "this" {
  name                = local.app_name
  location            = var.location
  resource_group_name = var.resource_group_name
  service_plan_id     = azurerm_service_plan.this.id
  tags                = local.tags

  runtime_name    = var.code_runtime
  runtime_version = var.code_runtime_version

  storage_container_type            = "blobContainer"
  storage_container_endpoint        = "${azurerm_storage_account.this.primary_blob_endpoint}${azurerm_storage_container.code.name}"
  storage_authentication_type       = "UserAssignedIdentity"
  storage_user_assigned_identity_id = azurerm_user_assigned_identity.this.id

  instance_memory_in_mb  = var.memory_mib
  maximum_instance_count = var.max_instances
  http_concurrency       = var.concurrent_requests
  app_settings           = local.app_settings

  https_only                                     = true
  public_network_access_enabled                  = true
  webdeploy_publish_basic_authentication_enabled = false
  virtual_network_subnet_id                      = one(var.function_subnet_ids)

  dynamic "always_ready" {
    for_each = var.ready_instances > 0 ? [var.ready_instances] : []

    content {
      name           = "http"
      instance_count = always_ready.value
    }
  }

  identity {
    type         = "UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.this.id]
  }

  site_config {
    minimum_tls_version               = "1.2"
    scm_minimum_tls_version           = "1.2"
    http2_enabled                     = true
    ip_restriction_default_action     = "Deny"
    scm_ip_restriction_default_action = "Deny"

    dynamic "ip_restriction" {
      for_each = var.client_cidrs

      content {
        name       = "clients-${ip_restriction.key}"
        action     = "Allow"
        priority   = 100 + ip_restriction.key
        ip_address = ip_restriction.value
      }
    }

    dynamic "scm_ip_restriction" {
      for_each = var.deployer_cidrs

      content {
        name       = "deployers-${scm_ip_restriction.key}"
        action     = "Allow"
        priority   = 100 + scm_ip_restriction.key
        ip_address = scm_ip_restriction.value
      }
    }
  }

  lifecycle {
    # Portal and pipelines link the function to its traces and code by tags of their own.
    ignore_changes = [tags["hidden-link: /app-insights-resource-id"]]
  }

  # The host reads its code when it starts.
  depends_on = [azurerm_role_assignment.this]
}
