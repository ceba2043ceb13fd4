# function 1.0.0: what calls the function
locals {
  called = length(var.event_topic_ids) > 0 || var.schedule != null ? 1 : 0
}

# A topic and the clock show who they are, as everybody does.
resource "google_service_account" "caller" {
  count = local.called

  account_id   = "fnc-${local.ending}"
  display_name = "${local.name} caller"
  description  = "What topics and the clock call ${local.name} as"
}

resource "google_project_iam_member" "caller" {
  count = length(var.event_topic_ids)

  project = var.project
  role    = "roles/eventarc.eventReceiver"
  member  = "serviceAccount:${google_service_account.caller[0].email}"
}

resource "google_cloud_run_v2_service_iam_member" "caller" {
  count = local.called

  name     = google_cloudfunctions2_function.this.name
  location = var.region
  role     = "roles/run.invoker"
  member   = "serviceAccount:${google_service_account.caller[0].email}"
}

resource "google_cloud_run_v2_service_iam_member" "public" {
  count = var.url == "public" ? 1 : 0

  name     = google_cloudfunctions2_function.this.name
  location = var.region
  role     = "roles/run.invoker"
  member   = "allUsers"
}

resource "google_cloud_scheduler_job" "this" {
  count = var.schedule == null ? 0 : 1

  name             = local.name
  description      = "Calls ${local.name}"
  region           = var.region
  schedule         = var.schedule
  time_zone        = "Etc/UTC"
  attempt_deadline = "${max(15, min(var.timeout_seconds, 1800))}s"

  http_target {
    uri         = google_cloudfunctions2_function.this.url
    http_method = "POST"

    oidc_token {
      service_account_email = google_service_account.caller[0].email
      audience              = google_cloudfunctions2_function.this.url
    }
  }

  retry_config {
    retry_count = 3
  }

  depends_on = [google_cloud_run_v2_service_iam_member.caller]
}
