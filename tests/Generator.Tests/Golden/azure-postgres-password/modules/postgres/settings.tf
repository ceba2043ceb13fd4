# postgres 1.0.0: how the server is set up
locals {
  extensions = length(var.extensions) == 0 ? {} : { "azure.extensions" = join(",", sort([for extension in distinct(var.extensions) : upper(extension)])) }

  parameters = merge({ log_min_duration_statement = tostring(var.slow_query_milliseconds) }, local.extensions, var.parameters, {
    require_secure_transport = "on"
    ssl_min_protocol_version = "TLSv1.2"
  })
}

resource "azurerm_postgresql_flexible_server_configuration" "this" {
  for_each = local.parameters

  server_id = azurerm_postgresql_flexible_server.primary.id
  name      = each.key
  value     = each.value
}
