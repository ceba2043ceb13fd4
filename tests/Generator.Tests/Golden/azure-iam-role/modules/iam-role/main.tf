# iam-role 1.0.0
locals {
  tags = merge(var.tags, { Module = "iam-role/1.0.0" })
  own  = length(var.allowed_actions) + length(var.allowed_data_actions) > 0 && length(var.allowed_scopes) > 0

  # A role of one's own belongs to resource groups or subscriptions, and is given on anything in them.
  assignable_scopes = distinct([for scope in var.allowed_scopes : regex("^/subscriptions/[^/]+(?:/resourceGroups/[^/]+)?", scope)])
}

resource "azurerm_user_assigned_identity" "this" {
  name                = "${var.prefix}-${var.role_name}"
  resource_group_name = var.resource_group_name
  location            = var.location
  tags                = local.tags

  lifecycle {
    precondition {
      condition     = (var.oidc_issuer == null) == (length(var.oidc_subjects) == 0)
      error_message = "oidc_issuer and oidc_subjects go together: name both or none."
    }

    precondition {
      condition     = (length(var.allowed_actions) + length(var.allowed_data_actions) > 0) == (length(var.allowed_scopes) > 0)
      error_message = "allowed_scopes goes together with allowed_actions or allowed_data_actions: name both or none."
    }
  }
}

resource "azurerm_federated_identity_credential" "this" {
  for_each = toset(var.oidc_subjects)

  name                = substr(sha256("${var.oidc_issuer} ${each.value}"), 0, 16)
  resource_group_name = var.resource_group_name
  parent_id           = azurerm_user_assigned_identity.this.id
  issuer              = var.oidc_issuer
  subject             = each.value
  audience            = [var.oidc_audience]
}

# The kind of principal is said, since a new identity takes a while to be known everywhere.
resource "azurerm_role_assignment" "roles" {
  for_each = var.roles

  scope                = each.value
  role_definition_name = split("#", each.key)[0]
  principal_id         = azurerm_user_assigned_identity.this.principal_id
  principal_type       = "ServicePrincipal"
}

resource "azurerm_role_definition" "this" {
  count = local.own ? 1 : 0

  name              = "${var.prefix}-${var.role_name}"
  description       = "What ${var.prefix}-${var.role_name} may do."
  scope             = local.assignable_scopes[0]
  assignable_scopes = local.assignable_scopes

  permissions {
    actions      = var.allowed_actions
    data_actions = var.allowed_data_actions
  }
}

resource "azurerm_role_assignment" "own" {
  count = local.own ? length(var.allowed_scopes) : 0

  scope              = var.allowed_scopes[count.index]
  role_definition_id = azurerm_role_definition.this[0].role_definition_resource_id
  principal_id       = azurerm_user_assigned_identity.this.principal_id
  principal_type     = "ServicePrincipal"
}
