# postgres 1.0.0: who may connect, and how the database behaves
locals {
  flags = merge(
    {
      log_checkpoints    = "on"
      log_connections    = "on"
      log_disconnections = "on"
      log_lock_waits     = "on"
    },
    var.parameters,
    {
      "cloudsql.iam_authentication" = "on"
      log_min_duration_statement    = tostring(var.slow_query_milliseconds)
    },
  )

  this_instance = "resource.name == \"projects/${var.project}/instances/${local.name}\" && resource.service == \"sqladmin.googleapis.com\""

  iam_users = merge(
    { for email in var.iam_user_emails : lower(email) => { type = "CLOUD_IAM_USER", member = "user:${email}" } },
    { for email in var.iam_group_emails : lower(email) => { type = "CLOUD_IAM_GROUP", member = "group:${email}" } },
    { for email in var.iam_service_account_emails : trimsuffix(email, ".gserviceaccount.com") => { type = "CLOUD_IAM_SERVICE_ACCOUNT", member = "serviceAccount:${email}" } },
  )
}

# Without a password: they sign in with a token of Google's. A user that owns tables cannot be deleted, so it stays; its login does not.
resource "google_sql_user" "iam" {
  for_each = local.iam_users

  name            = each.key
  instance        = google_sql_database_instance.primary.name
  type            = each.value.type
  deletion_policy = "ABANDON"
}

resource "google_project_iam_member" "login" {
  for_each = local.iam_users

  project = var.project
  role    = "roles/cloudsql.instanceUser"
  member  = each.value.member

  condition {
    title      = "Only ${local.name}"
    expression = local.this_instance
  }
}

data "google_secret_manager_secret_version" "password" {
  count = var.password_secret == null ? 0 : 1

  secret = var.password_secret
}

resource "google_sql_user" "owner" {
  count = var.password_secret == null ? 0 : 1

  name            = var.master_username
  instance        = google_sql_database_instance.primary.name
  password        = data.google_secret_manager_secret_version.password[0].secret_data
  deletion_policy = "ABANDON"
}
