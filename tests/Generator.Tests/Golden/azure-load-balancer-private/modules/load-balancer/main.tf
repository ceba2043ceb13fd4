# load-balancer 1.0.0
locals {
  tags      = merge(var.tags, { Module = "load-balancer/1.0.0" })
  encrypted = var.certificate_secret_id != null
  frontend  = var.public ? "public" : "private"
  named     = length(var.target_host_names) > 0

  # A region shares one space of names: the subscription keeps this one free of others'.
  unique = substr(sha256("${data.azurerm_client_config.current.subscription_id}/${var.prefix}"), 0, 8)

  # Where clients come in: HTTPS with a certificate, and HTTP, which is then redirected.
  ports = local.encrypted ? { http = 80, https = 443 } : { http = 80 }
}

data "azurerm_client_config" "current" {}

resource "azurerm_public_ip" "this" {
  name                = "${var.prefix}-gateway"
  location            = var.location
  resource_group_name = var.resource_group_name
  sku                 = "Standard"
  allocation_method   = "Static"
  domain_name_label   = "lb-${var.prefix}-${local.unique}"
  zones               = var.zones
  tags                = local.tags
}

resource "azurerm_application_gateway" "this" {
  name                              = var.prefix
  location                          = var.location
  resource_group_name               = var.resource_group_name
  firewall_policy_id                = azurerm_web_application_firewall_policy.this.id
  force_firewall_policy_association = true
  enable_http2                      = true
  zones                             = var.zones
  tags                              = local.tags

  sku {
    name = "WAF_v2"
    tier = "WAF_v2"
  }

  autoscale_configuration {
    min_capacity = var.min_capacity
    max_capacity = var.max_capacity
  }

  identity {
    type         = "UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.this.id]
  }

  # TLS 1.2 and 1.3 with forward secrecy.
  ssl_policy {
    policy_type = "Predefined"
    policy_name = "AppGwSslPolicy20220101S"
  }

  gateway_ip_configuration {
    name      = "gateway"
    subnet_id = var.public_subnet_ids[0]
  }

  frontend_ip_configuration {
    name                 = "public"
    public_ip_address_id = azurerm_public_ip.this.id
  }

  dynamic "frontend_ip_configuration" {
    for_each = var.private_ip_address[*]

    content {
      name                          = "private"
      subnet_id                     = var.public_subnet_ids[0]
      private_ip_address            = frontend_ip_configuration.value
      private_ip_address_allocation = "Static"
    }
  }

  dynamic "frontend_port" {
    for_each = local.ports

    content {
      name = frontend_port.key
      port = frontend_port.value
    }
  }

  dynamic "ssl_certificate" {
    for_each = var.certificate_secret_id[*]

    content {
      name                = "certificate"
      key_vault_secret_id = ssl_certificate.value
    }
  }

  backend_address_pool {
    name         = "targets"
    fqdns        = local.named ? var.target_host_names : null
    ip_addresses = local.named ? null : var.target_addresses
  }

  # Targets with names tell sites apart by them; addresses are called by the name that the client said.
  backend_http_settings {
    name                                = "targets"
    protocol                            = title(lower(var.target_protocol))
    port                                = var.target_port
    cookie_based_affinity               = "Disabled"
    pick_host_name_from_backend_address = local.named
    request_timeout                     = var.request_timeout_seconds
    probe_name                          = "health"

    connection_draining {
      enabled           = true
      drain_timeout_sec = var.drain_seconds
    }
  }

  probe {
    name                                      = "health"
    protocol                                  = title(lower(var.target_protocol))
    path                                      = var.health_check_path
    host                                      = local.named ? null : "127.0.0.1"
    pick_host_name_from_backend_http_settings = local.named
    interval                                  = 15
    timeout                                   = 10
    unhealthy_threshold                       = 3

    match {
      status_code = ["200-399"]
    }
  }

  dynamic "http_listener" {
    for_each = local.ports

    content {
      name                           = http_listener.key
      frontend_ip_configuration_name = local.frontend
      frontend_port_name             = http_listener.key
      protocol                       = title(http_listener.key)
      ssl_certificate_name           = http_listener.key == "https" ? "certificate" : null
    }
  }

  request_routing_rule {
    name                       = "targets"
    rule_type                  = "Basic"
    priority                   = 100
    http_listener_name         = local.encrypted ? "https" : "http"
    backend_address_pool_name  = "targets"
    backend_http_settings_name = "targets"
  }

  dynamic "request_routing_rule" {
    for_each = local.encrypted ? ["http"] : []

    content {
      name                        = "redirect"
      rule_type                   = "Basic"
      priority                    = 200
      http_listener_name          = request_routing_rule.value
      redirect_configuration_name = "to-https"
    }
  }

  dynamic "redirect_configuration" {
    for_each = local.encrypted ? ["https"] : []

    content {
      name                 = "to-https"
      redirect_type        = "Permanent"
      target_listener_name = redirect_configuration.value
      include_path         = true
      include_query_string = true
    }
  }

  lifecycle {
    precondition {
      condition     = var.public || var.private_ip_address != null
      error_message = "A gateway that is not public needs private_ip_address."
    }

    precondition {
      condition     = (var.certificate_secret_id == null) == (var.certificate_vault_id == null)
      error_message = "certificate_secret_id and certificate_vault_id go together: set both or none."
    }
  }

  # The certificate is fetched when the gateway is made, and clients find nothing before they are let in.
  depends_on = [azurerm_role_assignment.certificate, azurerm_network_security_rule.clients]
}
