# function 1.0.0
locals {
  labels    = { module = "function", module_version = "1-0-0" }
  name      = "fn-${var.prefix}-${var.function_name}"
  networked = var.connector_cidr != null
  variables = merge(var.queue_environment, var.bucket_environment, local.readable, var.environment_variables)
  readable  = { for name, secret in var.readable_secrets : name => secret if !contains(keys(local.secrets), name) }
  secrets   = { for name, secret in var.secrets : name => replace(secret, "/^gcp-sm://([^/]+)/(.+)$/", "projects/$1/secrets/$2") }
}

resource "google_cloudfunctions2_function" "this" {
  name         = local.name
  description  = "Function ${var.function_name} of ${var.prefix}"
  location     = var.region
  kms_key_name = var.kms_key_id
  labels       = local.labels

  build_config {
    runtime               = var.code_runtime
    entry_point           = var.code_handler
    environment_variables = var.build_variables
    service_account       = google_service_account.build.id
    docker_repository     = var.image_repository

    source {
      storage_source {
        bucket = var.code_bucket
        object = var.code_key
      }
    }
  }

  service_config {
    service_account_email            = google_service_account.this.email
    available_memory                 = "${var.memory_mib}Mi"
    available_cpu                    = tostring(var.cpu)
    max_instance_request_concurrency = var.max_concurrency
    min_instance_count               = var.autoscaling_min_count
    max_instance_count               = var.autoscaling_max_count
    timeout_seconds                  = var.timeout_seconds
    environment_variables            = local.variables
    ingress_settings                 = var.url == "none" ? "ALLOW_INTERNAL_ONLY" : "ALLOW_ALL"
    all_traffic_on_latest_revision   = true
    vpc_connector                    = one(google_vpc_access_connector.this[*].id)
    vpc_connector_egress_settings    = local.networked ? "PRIVATE_RANGES_ONLY" : null

    dynamic "secret_environment_variables" {
      for_each = local.secrets

      content {
        key        = secret_environment_variables.key
        project_id = split("/", secret_environment_variables.value)[1]
        secret     = split("/", secret_environment_variables.value)[3]
        version    = "latest"
      }
    }
  }

  dynamic "event_trigger" {
    for_each = var.event_topic_ids

    content {
      event_type            = "google.cloud.pubsub.topic.v1.messagePublished"
      pubsub_topic          = event_trigger.value
      trigger_region        = var.region
      retry_policy          = "RETRY_POLICY_RETRY"
      service_account_email = google_service_account.caller[0].email
    }
  }

  lifecycle {
    precondition {
      condition     = local.networked == (var.vpc_name != null)
      error_message = "vpc_name and connector_cidr go together: set both or none."
    }

    precondition {
      condition     = length(setintersection(keys(local.variables), keys(local.secrets))) == 0
      error_message = "A variable of the function is said twice: environment_variables and secrets must have different names."
    }

    precondition {
      condition     = var.cpu >= lookup({ "8192" = 2, "16384" = 4, "32768" = 8 }, tostring(var.memory_mib), 1)
      error_message = "So much memory needs more cores: 8192 MiB two, 16384 four, 32768 eight."
    }

    precondition {
      condition     = length(var.event_topic_ids) == 0 || var.timeout_seconds <= 540
      error_message = "What a topic calls may take 540 seconds at most: lower timeout_seconds."
    }
  }

  depends_on = [
    google_project_iam_member.build,
    google_project_iam_member.caller,
    google_pubsub_topic_iam_member.this,
    google_secret_manager_secret_iam_member.this,
    google_storage_bucket_iam_member.this,
  ]
}

resource "google_vpc_access_connector" "this" {
  count = local.networked ? 1 : 0

  # Names have 25 characters at most.
  name          = "fn-${trimprefix(substr(var.prefix, max(0, length(var.prefix) - 22), -1), "-")}"
  region        = var.region
  network       = var.vpc_name
  ip_cidr_range = var.connector_cidr
  machine_type  = "e2-micro"
  min_instances = 2
  max_instances = 3
}
