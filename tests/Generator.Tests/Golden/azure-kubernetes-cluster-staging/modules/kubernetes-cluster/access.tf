# kubernetes-cluster 1.0.0: identities of the control plane and of the nodes
resource "azurerm_user_assigned_identity" "control_plane" {
  name                = "${var.prefix}-control-plane"
  location            = var.location
  resource_group_name = var.resource_group_name
  tags                = local.tags
}

resource "azurerm_user_assigned_identity" "nodes" {
  name                = "${var.prefix}-nodes"
  location            = var.location
  resource_group_name = var.resource_group_name
  tags                = local.tags
}

# The control plane puts nodes and load balancers into the subnet, and no more than that.
resource "azurerm_role_assignment" "subnet" {
  scope                            = var.subnet_ids[0]
  role_definition_name             = "Network Contributor"
  principal_id                     = azurerm_user_assigned_identity.control_plane.principal_id
  principal_type                   = "ServicePrincipal"
  skip_service_principal_aad_check = true
}

# It hands the nodes their identity.
resource "azurerm_role_assignment" "nodes" {
  scope                            = azurerm_user_assigned_identity.nodes.id
  role_definition_name             = "Managed Identity Operator"
  principal_id                     = azurerm_user_assigned_identity.control_plane.principal_id
  principal_type                   = "ServicePrincipal"
  skip_service_principal_aad_check = true
}

resource "azurerm_role_assignment" "registry" {
  for_each = var.registry_roles

  scope                            = each.value
  role_definition_name             = each.key
  principal_id                     = azurerm_user_assigned_identity.nodes.principal_id
  principal_type                   = "ServicePrincipal"
  skip_service_principal_aad_check = true
}
