# iam-role 1.0.0: rights on single resources, which may be made in the same rollout and are counted for that reason
resource "google_storage_bucket_iam_member" "this" {
  count = length(var.bucket_names)

  bucket = var.bucket_names[count.index]
  role   = var.bucket_role
  member = google_service_account.this.member
}

resource "google_secret_manager_secret_iam_member" "this" {
  count = length(var.secret_ids)

  secret_id = var.secret_ids[count.index]
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.this.member
}

resource "google_pubsub_topic_iam_member" "this" {
  count = length(var.topic_ids)

  topic  = var.topic_ids[count.index]
  role   = "roles/pubsub.publisher"
  member = google_service_account.this.member
}

resource "google_pubsub_subscription_iam_member" "this" {
  count = length(var.subscription_ids)

  subscription = var.subscription_ids[count.index]
  role         = "roles/pubsub.subscriber"
  member       = google_service_account.this.member
}

locals {
  # The first lets the account sign in, the second lets it use Cloud SQL's connectors.
  database_grants = setproduct(var.database_instances, ["roles/cloudsql.instanceUser", "roles/cloudsql.client"])
}

# What the user may do there is granted in the database. One that owns tables cannot be deleted, so it stays; its login does not.
resource "google_sql_user" "this" {
  count = length(var.database_instances)

  instance        = var.database_instances[count.index]
  name            = trimsuffix(google_service_account.this.email, ".gserviceaccount.com")
  type            = "CLOUD_IAM_SERVICE_ACCOUNT"
  deletion_policy = "ABANDON"
}

resource "google_project_iam_member" "database" {
  count = length(var.database_instances) * 2

  project = var.project
  role    = local.database_grants[count.index][1]
  member  = google_service_account.this.member

  condition {
    title      = "Only ${local.database_grants[count.index][0]}"
    expression = "resource.name == \"projects/${var.project}/instances/${local.database_grants[count.index][0]}\" && resource.service == \"sqladmin.googleapis.com\""
  }
}
