# container-app 1.0.0
locals {
  # A name begins with a letter, and has no two '-' in a row.
  name = "ca-${replace(var.prefix, "/-+/", "-")}"

  tags       = merge(var.tags, { Module = "container-app/1.0.0" })
  reachable  = var.load_balancer != "none"
  autoscaled = var.autoscaling_max_count != null

  # A name of its own is for everybody; without one, an app that is public in its environment is for what is in the network.
  client_cidrs = var.load_balancer != "public" ? [] : length(var.client_cidrs) > 0 ? var.client_cidrs : var.domain_name != null ? ["0.0.0.0/0"] : var.network_cidrs

  # Cores are sold with 2 GiB each, in quarters.
  cores = max(var.cpu / 1000, var.memory / 2048)

  # A command or arguments that are not said are the image's own.
  command = length(var.command) > 0 ? var.command : null
  args    = length(var.args) > 0 ? var.args : null

  hosts  = azurerm_container_app.this.ingress[*].fqdn
  checks = local.reachable || var.health_check_path != null ? [var.health_check_path] : []

  # Ten checks of a replica that starts.
  start_interval = max(1, ceil(var.health_check_grace_seconds / 10))
}

resource "azurerm_container_app" "this" {
  name                         = local.name
  resource_group_name          = var.resource_group_name
  container_app_environment_id = var.container_environment_id
  workload_profile_name        = var.workload_profile
  # A new revision takes over when it is ready, and the old one stays as long as it is not.
  revision_mode = "Single"
  tags          = local.tags

  identity {
    type         = "UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.this.id]
  }

  dynamic "registry" {
    for_each = length(var.registry_roles) > 0 ? [var.registry_login_server] : []

    content {
      server   = registry.value
      identity = azurerm_user_assigned_identity.this.id
    }
  }

  dynamic "secret" {
    for_each = local.secrets

    content {
      name                = local.secret_names[secret.key]
      identity            = azurerm_user_assigned_identity.this.id
      key_vault_secret_id = secret.value
    }
  }

  dynamic "ingress" {
    for_each = local.reachable ? [var.container_port] : []

    content {
      target_port                = ingress.value
      external_enabled           = var.load_balancer == "public"
      transport                  = var.transport
      allow_insecure_connections = !var.https

      traffic_weight {
        latest_revision = true
        percentage      = 100
      }

      dynamic "ip_security_restriction" {
        for_each = local.client_cidrs

        content {
          name             = "clients-${ip_security_restriction.key}"
          action           = "Allow"
          ip_address_range = ip_security_restriction.value
        }
      }
    }
  }

  template {
    min_replicas                     = local.autoscaled ? var.autoscaling_min_count : var.desired_count
    max_replicas                     = local.autoscaled ? var.autoscaling_max_count : max(1, var.desired_count)
    termination_grace_period_seconds = var.stop_timeout_seconds

    container {
      name    = "app"
      image   = var.container_image
      cpu     = local.cores
      memory  = "${local.cores * 2}Gi"
      command = local.command
      args    = local.args

      dynamic "env" {
        for_each = local.environment

        content {
          name  = env.key
          value = env.value
        }
      }

      dynamic "env" {
        for_each = local.secret_names

        content {
          name        = env.key
          secret_name = env.value
        }
      }

      dynamic "volume_mounts" {
        for_each = var.scratch_volumes

        content {
          name = volume_mounts.key
          path = volume_mounts.value
        }
      }

      dynamic "startup_probe" {
        for_each = local.checks

        content {
          transport               = startup_probe.value == null ? "TCP" : "HTTP"
          path                    = startup_probe.value
          port                    = var.container_port
          interval_seconds        = local.start_interval
          timeout                 = var.health_check_timeout_seconds
          failure_count_threshold = 10
        }
      }

      dynamic "readiness_probe" {
        for_each = local.checks

        content {
          transport               = readiness_probe.value == null ? "TCP" : "HTTP"
          path                    = readiness_probe.value
          port                    = var.container_port
          interval_seconds        = var.health_check_interval_seconds
          timeout                 = var.health_check_timeout_seconds
          failure_count_threshold = var.health_check_retries
          success_count_threshold = 1
        }
      }

      dynamic "liveness_probe" {
        for_each = local.checks

        content {
          transport               = liveness_probe.value == null ? "TCP" : "HTTP"
          path                    = liveness_probe.value
          port                    = var.container_port
          interval_seconds        = var.health_check_interval_seconds
          timeout                 = var.health_check_timeout_seconds
          failure_count_threshold = var.health_check_retries
        }
      }
    }

    dynamic "volume" {
      for_each = var.scratch_volumes

      content {
        name         = volume.key
        storage_type = "EmptyDir"
      }
    }

    # The load of nothing is nothing: replicas that are gone come back by requests alone.
    dynamic "custom_scale_rule" {
      for_each = local.autoscaled && var.autoscaling_min_count > 0 ? [var.autoscaling_cpu_percent] : []

      content {
        name             = "cpu"
        custom_rule_type = "cpu"
        metadata         = { type = "Utilization", value = tostring(custom_scale_rule.value) }
      }
    }

    dynamic "http_scale_rule" {
      for_each = local.autoscaled && local.reachable && var.transport != "tcp" ? var.autoscaling_concurrent_requests[*] : []

      content {
        name                = "requests"
        concurrent_requests = tostring(http_scale_rule.value)
      }
    }

    dynamic "tcp_scale_rule" {
      for_each = local.autoscaled && local.reachable && var.transport == "tcp" ? var.autoscaling_concurrent_requests[*] : []

      content {
        name                = "requests"
        concurrent_requests = tostring(tcp_scale_rule.value)
      }
    }
  }

  lifecycle {
    # The identity is made here, so nobody else can have let it in.
    precondition {
      condition     = length(var.secrets) == 0 || length(merge(var.roles, var.secret_roles)) > 0
      error_message = "Nothing lets the container read its secrets: name the vault in roles, as \"Key Vault Secrets User\" = the vault's id, or add the module secret."
    }
  }

  # Images and secrets are fetched before the first replica starts.
  depends_on = [azurerm_role_assignment.this, azurerm_postgresql_flexible_server_active_directory_administrator.this, azurerm_resource_group_template_deployment.cache]
}
