resource "azurerm_application_gateway" "this" {
  name                = "shop"
  resource_group_name = "shop"
  location            = "westeurope"

  sku {
    name = "WAF_v2"
    tier = "WAF_v2"
  }

  ssl_policy {
    policy_type = "Predefined"
    policy_name = "AppGwSslPolicy20220101"
  }

  gateway_ip_configuration {
    name      = "gateway"
    subnet_id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.Network/virtualNetworks/shop/subnets/public"
  }

  frontend_ip_configuration {
    name                 = "public"
    public_ip_address_id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.Network/publicIPAddresses/shop"
  }

  frontend_port {
    name = "https"
    port = 443
  }

  backend_address_pool {
    name = "targets"
  }

  backend_http_settings {
    name                  = "targets"
    protocol              = "Https"
    port                  = 443
    cookie_based_affinity = "Disabled"
  }

  http_listener {
    name                           = "https"
    frontend_ip_configuration_name = "public"
    frontend_port_name             = "https"
    protocol                       = "Https"
    ssl_certificate_name           = "shop"
  }

  request_routing_rule {
    name                       = "targets"
    rule_type                  = "Basic"
    priority                   = 100
    http_listener_name         = "https"
    backend_address_pool_name  = "targets"
    backend_http_settings_name = "targets"
  }
}
