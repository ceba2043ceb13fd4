# iam-role 1.0.0
locals {
  # Ids of accounts have 6 to 30 characters. The end of the prefix is what tells deployments and instances apart.
  account_id = "sa-${var.role_name}-${trim(substr(var.prefix, max(0, length(var.prefix) - 10), -1), "-")}"
  role_id    = replace("${var.prefix}_${var.role_name}", "-", "_")
}

resource "google_service_account" "this" {
  account_id   = local.account_id
  display_name = "${var.prefix} ${var.role_name}"
  description  = var.purpose
}

# Added to what others say of the project, never instead of it.
resource "google_project_iam_member" "this" {
  count = length(var.project_roles)

  project = var.project
  role    = var.project_roles[count.index]
  member  = google_service_account.this.member

  dynamic "condition" {
    for_each = var.condition[*]

    content {
      title      = "Bounds of ${var.role_name}"
      expression = condition.value
    }
  }
}

resource "google_project_iam_custom_role" "this" {
  count = length(var.allowed_permissions) > 0 ? 1 : 0

  role_id     = local.role_id
  title       = "${var.prefix} ${var.role_name}"
  description = "What ${local.account_id} may do."
  permissions = var.allowed_permissions
}

resource "google_project_iam_member" "custom" {
  count = length(var.allowed_permissions) > 0 ? 1 : 0

  project = var.project
  role    = google_project_iam_custom_role.this[0].name
  member  = google_service_account.this.member

  dynamic "condition" {
    for_each = var.condition[*]

    content {
      title      = "Bounds of ${var.role_name}"
      expression = condition.value
    }
  }
}
