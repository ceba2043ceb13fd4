# log-group 1.0.0
locals {
  tags = merge(var.tags, { Module = "log-group/1.0.0" })
}

# Nobody writes to it with a key: what logs here is told by Azure itself or acts as an identity.
resource "azurerm_log_analytics_workspace" "this" {
  name                            = var.prefix
  location                        = var.location
  resource_group_name             = var.resource_group_name
  sku                             = "PerGB2018"
  retention_in_days               = var.retention_days
  daily_quota_gb                  = var.daily_quota_gb == null ? -1 : var.daily_quota_gb
  allow_resource_only_permissions = true
  local_authentication_enabled    = false
  internet_query_enabled          = var.query_from_internet
  tags                            = local.tags
}
