resource "azurerm_linux_virtual_machine" "this" {
  name                            = "shop"
  resource_group_name             = "shop"
  location                        = "westeurope"
  size                            = "Standard_D2s_v5"
  admin_username                  = "shop"
  network_interface_ids           = ["/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.Network/networkInterfaces/shop"]
  admin_password                  = "example-Only-1"
  disable_password_authentication = false

  os_disk {
    caching              = "ReadWrite"
    storage_account_type = "Premium_LRS"
  }
}
