# function 1.0.0: who the function is, who builds it, and what it uses of the modules beside it
locals {
  # Accounts have 30 characters at most; the prefix ends in what is its own.
  ending = trimprefix(substr(var.prefix, max(0, length(var.prefix) - 25), -1), "-")
  member = "serviceAccount:${google_service_account.this.email}"
}

resource "google_service_account" "this" {
  account_id   = "fn-${local.ending}"
  display_name = local.name
  description  = "What ${local.name} acts as"
}

# The project's own account for builds may change everything in it.
resource "google_service_account" "build" {
  account_id   = "fnb-${local.ending}"
  display_name = "${local.name} build"
  description  = "What builds ${local.name}"
}

resource "google_project_iam_member" "build" {
  project = var.project
  role    = "roles/cloudbuild.builds.builder"
  member  = "serviceAccount:${google_service_account.build.email}"
}

resource "google_project_iam_member" "this" {
  for_each = var.service_account_roles

  project = var.project
  role    = each.value
  member  = local.member
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

resource "google_storage_bucket_iam_member" "this" {
  count = length(var.bucket_names)

  bucket = var.bucket_names[count.index]
  role   = "roles/storage.objectUser"
  member = local.member
}
