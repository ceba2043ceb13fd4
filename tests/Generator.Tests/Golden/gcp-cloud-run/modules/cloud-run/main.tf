# cloud-run 1.0.0
locals {
  labels     = { module = "cloud-run", module_version = "1-0-0" }
  name       = "run-${var.prefix}"
  networked  = length(var.private_subnet_ids) > 0
  autoscaled = var.autoscaling_max_count != null
  callable   = var.ingress != "none"
  balanced   = var.host != null

  ingress = {
    internal      = "INGRESS_TRAFFIC_INTERNAL_ONLY"
    load-balancer = "INGRESS_TRAFFIC_INTERNAL_LOAD_BALANCER"
    public        = local.balanced ? "INGRESS_TRAFFIC_INTERNAL_LOAD_BALANCER" : "INGRESS_TRAFFIC_ALL"
  }

  # A new instance is asked every five seconds.
  startup_tries = max(1, ceil(var.health_check_grace_seconds / 5))
}

# What is called.
resource "google_cloud_run_v2_service" "this" {
  count = local.callable ? 1 : 0

  name                = local.name
  description         = "Service of ${var.prefix}"
  location            = var.region
  ingress             = local.ingress[var.ingress]
  deletion_protection = var.deletion_protection
  labels              = local.labels

  template {
    service_account                  = google_service_account.this.email
    encryption_key                   = var.kms_key_id
    labels                           = merge(var.labels, local.labels)
    execution_environment            = "EXECUTION_ENVIRONMENT_GEN2"
    timeout                          = "${var.request_timeout_seconds}s"
    max_instance_request_concurrency = var.max_concurrency
    session_affinity                 = var.session_affinity

    scaling {
      min_instance_count = local.autoscaled ? var.autoscaling_min_count : var.desired_count
      max_instance_count = local.autoscaled ? var.autoscaling_max_count : var.desired_count
    }

    dynamic "vpc_access" {
      for_each = local.networked ? [var.private_subnet_ids[0]] : []

      content {
        egress = var.egress == "all" ? "ALL_TRAFFIC" : "PRIVATE_RANGES_ONLY"

        network_interfaces {
          network    = var.vpc_id
          subnetwork = vpc_access.value
        }
      }
    }

    containers {
      name    = "app"
      image   = var.container_image
      command = var.command
      args    = var.args

      # The collector is there before there is anything to collect.
      depends_on = keys(local.collectors)

      ports {
        name           = var.http2 ? "h2c" : "http1"
        container_port = var.container_port
      }

      resources {
        limits            = { cpu = tostring(var.cpu), memory = "${var.memory}Mi" }
        cpu_idle          = !var.cpu_always
        startup_cpu_boost = true
      }

      startup_probe {
        period_seconds    = 5
        timeout_seconds   = min(var.health_check_timeout_seconds, 5)
        failure_threshold = local.startup_tries

        dynamic "http_get" {
          for_each = var.health_check_path[*]

          content {
            path = http_get.value
            port = var.container_port
          }
        }

        dynamic "tcp_socket" {
          for_each = var.health_check_path == null ? [var.container_port] : []

          content {
            port = tcp_socket.value
          }
        }
      }

      dynamic "liveness_probe" {
        for_each = var.health_check_path[*]

        content {
          period_seconds    = var.health_check_interval_seconds
          timeout_seconds   = var.health_check_timeout_seconds
          failure_threshold = var.health_check_retries

          http_get {
            path = liveness_probe.value
            port = var.container_port
          }
        }
      }

      dynamic "env" {
        for_each = local.environment

        content {
          name  = env.key
          value = env.value
        }
      }

      dynamic "env" {
        for_each = local.secrets

        content {
          name = env.key

          value_source {
            secret_key_ref {
              secret  = env.value
              version = "latest"
            }
          }
        }
      }

      dynamic "volume_mounts" {
        for_each = var.scratch_volumes

        content {
          name       = volume_mounts.key
          mount_path = volume_mounts.value
        }
      }
    }

    dynamic "containers" {
      for_each = local.collectors

      content {
        name  = containers.key
        image = var.collector_image
        args  = ["--config=env:COLLECTOR_CONFIG"]

        resources {
          limits   = { cpu = "1", memory = "512Mi" }
          cpu_idle = !var.cpu_always
        }

        env {
          name  = "COLLECTOR_CONFIG"
          value = containers.value
        }

        startup_probe {
          period_seconds    = 5
          timeout_seconds   = 5
          failure_threshold = 12

          http_get {
            path = "/"
            port = 13133
          }
        }
      }
    }

    dynamic "volumes" {
      for_each = var.scratch_volumes

      content {
        name = volumes.key

        empty_dir {
          medium = "MEMORY"
        }
      }
    }
  }

  traffic {
    type    = "TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST"
    percent = 100
  }

  dynamic "binary_authorization" {
    for_each = var.binary_authorization ? [true] : []

    content {
      use_default = binary_authorization.value
    }
  }

  lifecycle {
    precondition {
      condition     = local.networked == (var.vpc_id != null)
      error_message = "vpc_id and private_subnet_ids go together: set both or none."
    }

    precondition {
      condition     = length(setintersection(keys(local.environment), keys(local.secrets))) == 0
      error_message = "A variable of the container is said twice: environment_variables and secrets must have different names."
    }

    precondition {
      condition     = !local.balanced || var.ingress != "internal"
      error_message = "A load balancer is not let in: with host, set ingress to public or load-balancer."
    }
  }

  # The first instance starts at once, and reads its secrets then.
  depends_on = [
    google_project_iam_member.this,
    google_pubsub_subscription_iam_member.this,
    google_pubsub_topic_iam_member.this,
    google_secret_manager_secret_iam_member.this,
    google_sql_user.this,
    google_storage_bucket_iam_member.this,
  ]
}

# What nobody calls, and works by itself: no port is waited for. Google has it as a preview.
resource "google_cloud_run_v2_worker_pool" "this" {
  count = local.callable ? 0 : 1

  name                = local.name
  description         = "Worker of ${var.prefix}"
  location            = var.region
  launch_stage        = "BETA"
  deletion_protection = var.deletion_protection
  labels              = local.labels

  scaling {
    scaling_mode          = "MANUAL"
    manual_instance_count = var.desired_count
  }

  template {
    service_account = google_service_account.this.email
    encryption_key  = var.kms_key_id
    labels          = merge(var.labels, local.labels)

    dynamic "vpc_access" {
      for_each = local.networked ? [var.private_subnet_ids[0]] : []

      content {
        egress = var.egress == "all" ? "ALL_TRAFFIC" : "PRIVATE_RANGES_ONLY"

        network_interfaces {
          network    = var.vpc_id
          subnetwork = vpc_access.value
        }
      }
    }

    containers {
      name    = "app"
      image   = var.container_image
      command = var.command
      args    = var.args

      resources {
        limits = { cpu = tostring(var.cpu), memory = "${var.memory}Mi" }
      }

      dynamic "env" {
        for_each = local.environment

        content {
          name  = env.key
          value = env.value
        }
      }

      dynamic "env" {
        for_each = local.secrets

        content {
          name = env.key

          value_source {
            secret_key_ref {
              secret  = env.value
              version = "latest"
            }
          }
        }
      }

      dynamic "volume_mounts" {
        for_each = var.scratch_volumes

        content {
          name       = volume_mounts.key
          mount_path = volume_mounts.value
        }
      }
    }

    dynamic "containers" {
      for_each = local.collectors

      content {
        name  = containers.key
        image = var.collector_image
        args  = ["--config=env:COLLECTOR_CONFIG"]

        resources {
          limits = { cpu = "1", memory = "512Mi" }
        }

        env {
          name  = "COLLECTOR_CONFIG"
          value = containers.value
        }

        startup_probe {
          period_seconds    = 5
          timeout_seconds   = 5
          failure_threshold = 12

          http_get {
            path = "/"
            port = 13133
          }
        }
      }
    }

    dynamic "volumes" {
      for_each = var.scratch_volumes

      content {
        name = volumes.key

        empty_dir {
          medium = "MEMORY"
        }
      }
    }
  }

  dynamic "binary_authorization" {
    for_each = var.binary_authorization ? [true] : []

    content {
      use_default = binary_authorization.value
    }
  }

  lifecycle {
    precondition {
      condition     = local.networked == (var.vpc_id != null)
      error_message = "vpc_id and private_subnet_ids go together: set both or none."
    }

    precondition {
      condition     = length(setintersection(keys(local.environment), keys(local.secrets))) == 0
      error_message = "A variable of the container is said twice: environment_variables and secrets must have different names."
    }

    precondition {
      condition     = !local.balanced
      error_message = "Nobody calls a worker: leave host open, or set ingress."
    }

    precondition {
      condition     = !local.autoscaled && var.health_check_path == null
      error_message = "What nobody calls is neither scaled by calls nor asked for its health: set ingress, or leave autoscaling_max_count and health_check_path open."
    }
  }

  # The first instance starts at once, and reads its secrets then.
  depends_on = [
    google_project_iam_member.this,
    google_pubsub_subscription_iam_member.this,
    google_pubsub_topic_iam_member.this,
    google_secret_manager_secret_iam_member.this,
    google_sql_user.this,
    google_storage_bucket_iam_member.this,
  ]
}

resource "google_cloud_run_v2_service_iam_member" "callers" {
  for_each = toset(local.callable ? var.callers : [])

  name     = google_cloud_run_v2_service.this[0].name
  location = var.region
  role     = "roles/run.invoker"
  member   = each.value
}
