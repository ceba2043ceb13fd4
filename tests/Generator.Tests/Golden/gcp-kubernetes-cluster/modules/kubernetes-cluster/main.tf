# kubernetes-cluster 1.0.0
locals {
  labels        = { module = "kubernetes-cluster", module_version = "1-0-0" }
  name          = "gke-${var.prefix}"
  workload_pool = "${var.project}.svc.id.goog"

  # Autopilot always logs what runs in it.
  logged    = concat(["SYSTEM_COMPONENTS", "WORKLOADS"], var.logging == "cloud-logging" ? ["APISERVER", "CONTROLLER_MANAGER", "SCHEDULER"] : [])
  monitored = concat(["SYSTEM_COMPONENTS"], var.metrics == "cloud-monitoring" ? ["APISERVER", "CADVISOR", "CONTROLLER_MANAGER", "DAEMONSET", "DEPLOYMENT", "HPA", "KUBELET", "POD", "SCHEDULER", "STATEFULSET", "STORAGE"] : [])
}

resource "google_container_cluster" "this" {
  name                = local.name
  description         = "Cluster of ${var.prefix}"
  location            = var.region
  enable_autopilot    = true
  network             = var.vpc_id
  subnetwork          = var.subnet_ids[0]
  min_master_version  = var.kubernetes_version
  deletion_protection = var.deletion_protection
  resource_labels     = local.labels

  release_channel {
    channel = var.release_channel
  }

  ip_allocation_policy {
    cluster_secondary_range_name  = var.pods_range_name
    services_secondary_range_name = var.services_range_name
  }

  private_cluster_config {
    enable_private_nodes    = true
    enable_private_endpoint = length(var.public_cidrs) == 0
  }

  control_plane_endpoints_config {
    dns_endpoint_config {
      allow_external_traffic = var.dns_endpoint
    }
  }

  # The nodes' own subnet is always let in.
  master_authorized_networks_config {
    gcp_public_cidrs_access_enabled = false

    dynamic "cidr_blocks" {
      for_each = toset(var.public_cidrs)

      content {
        cidr_block = cidr_blocks.value
      }
    }
  }

  # Nobody signs in by a certificate, which could not be taken back.
  master_auth {
    client_certificate_config {
      issue_client_certificate = false
    }
  }

  # What new nodes act as.
  cluster_autoscaling {
    auto_provisioning_defaults {
      service_account = google_service_account.nodes.email
      oauth_scopes    = ["https://www.googleapis.com/auth/cloud-platform"]
    }
  }

  dynamic "database_encryption" {
    for_each = var.secrets_kms_key_id[*]

    content {
      state    = "ENCRYPTED"
      key_name = database_encryption.value
    }
  }

  dynamic "authenticator_groups_config" {
    for_each = var.security_group[*]

    content {
      security_group = authenticator_groups_config.value
    }
  }

  binary_authorization {
    evaluation_mode = var.binary_authorization ? "PROJECT_SINGLETON_POLICY_ENFORCE" : "DISABLED"
  }

  gateway_api_config {
    channel = "CHANNEL_STANDARD"
  }

  secret_manager_config {
    enabled = true
  }

  security_posture_config {
    mode = "BASIC"
  }

  cost_management_config {
    enabled = true
  }

  maintenance_policy {
    daily_maintenance_window {
      start_time = format("%02d:00", var.maintenance_hour)
    }
  }

  logging_config {
    enable_components = local.logged
  }

  monitoring_config {
    enable_components = local.monitored

    managed_prometheus {
      enabled = true
    }
  }

  depends_on = [google_project_iam_member.nodes]
}
