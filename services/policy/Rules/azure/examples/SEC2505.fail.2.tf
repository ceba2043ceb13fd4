resource "azurerm_kubernetes_cluster" "this" {
  name                              = "shop"
  resource_group_name               = "shop"
  location                          = "westeurope"
  dns_prefix                        = "shop"
  local_account_disabled            = true
  role_based_access_control_enabled = false

  default_node_pool {
    name       = "system"
    vm_size    = "Standard_D4ds_v5"
    node_count = 3
  }

  identity {
    type = "SystemAssigned"
  }
}
