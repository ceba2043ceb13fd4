# cloud-run 1.0.0: who the container is, and what it uses of the modules beside it
locals {
  # At most 30 characters; the prefix ends in what is its own.
  account_id = "run-${trimprefix(substr(var.prefix, max(0, length(var.prefix) - 26), -1), "-")}"
  member     = "serviceAccount:${google_service_account.this.email}"

  # What a database calls an account.
  database_user        = trimsuffix(google_service_account.this.email, ".gserviceaccount.com")
  database_environment = merge(var.database_environment, length(var.database_iam_instances) > 0 ? { DATABASE_USER = local.database_user } : {})

  environment = merge(local.database_environment, var.cache_environment, var.queue_environment, var.bucket_environment, local.readable, local.tracing_environment, var.environment_variables)
  readable    = { for name, secret in var.readable_secrets : name => secret if !contains(keys(local.secrets), name) }
  secrets     = { for name, secret in merge(var.database_secrets, var.secrets) : name => replace(secret, "/^gcp-sm://([^/]+)/(.+)$/", "projects/$1/secrets/$2") }

  roles = merge(
    { for name, role in var.database_project_roles : "database-${name}" => { role = role, condition = var.database_project_conditions[name] } },
    { for name, role in var.cache_project_roles : "cache-${name}" => { role = role, condition = var.cache_project_conditions[name] } },
    { for name, role in local.tracing_roles : name => { role = role, condition = null } },
    { for name, role in var.service_account_roles : "own-${name}" => { role = role, condition = null } },
  )
}

resource "google_service_account" "this" {
  account_id   = local.account_id
  display_name = local.name
  description  = "What the container of ${local.name} acts as"
}

# The service lets itself in: a database knows nothing of its clients, so modules depend on each other in one direction.
resource "google_project_iam_member" "this" {
  for_each = local.roles

  project = var.project
  role    = each.value.role
  member  = local.member

  dynamic "condition" {
    for_each = each.value.condition[*]

    content {
      title      = each.key
      expression = condition.value
    }
  }
}

# What the user may do there is granted in the database. One that owns tables cannot be deleted, so it stays; its login does not.
resource "google_sql_user" "this" {
  count = length(var.database_iam_instances)

  instance        = var.database_iam_instances[count.index]
  name            = local.database_user
  type            = "CLOUD_IAM_SERVICE_ACCOUNT"
  deletion_policy = "ABANDON"
}

resource "google_secret_manager_secret_iam_member" "this" {
  for_each = merge(local.readable, local.secrets)

  secret_id = each.value
  role      = "roles/secretmanager.secretAccessor"
  member    = local.member
}

resource "google_pubsub_topic_iam_member" "this" {
  count = length(var.queue_topic_ids)

  topic  = var.queue_topic_ids[count.index]
  role   = "roles/pubsub.publisher"
  member = local.member
}

resource "google_pubsub_subscription_iam_member" "this" {
  count = length(var.queue_subscription_ids)

  subscription = var.queue_subscription_ids[count.index]
  role         = "roles/pubsub.subscriber"
  member       = local.member
}

resource "google_storage_bucket_iam_member" "this" {
  count = length(var.bucket_names)

  bucket = var.bucket_names[count.index]
  role   = "roles/storage.objectUser"
  member = local.member
}
