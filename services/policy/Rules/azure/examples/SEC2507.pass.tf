resource "azurerm_linux_virtual_machine" "this" {
  name                  = "shop"
  resource_group_name   = "shop"
  location              = "westeurope"
  size                  = "Standard_D2s_v5"
  admin_username        = "shop"
  network_interface_ids = ["/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.Network/networkInterfaces/shop"]

  admin_ssh_key {
    username   = "shop"
    public_key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ9X4n1Qm0S5p8v2cY7dK3rT6wZbF1hU0aLxEoGiNqPk"
  }

  os_disk {
    caching              = "ReadWrite"
    storage_account_type = "Premium_LRS"
  }
}
