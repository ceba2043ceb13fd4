# vpc 1.0.0
locals {
  labels         = { module = "vpc", module_version = "1-0-0" }
  name           = "net-${var.prefix}"
  logged         = var.logging == "cloud-logging"
  pods_range     = "pods"
  services_range = "services"

  # The first quarter is the subnet's own, the last half is for pods. In between: managed services, services of clusters, proxies.
  private_cidr  = cidrsubnet(var.cidr, 2, 0)
  managed_cidr  = cidrsubnet(var.cidr, 3, 2)
  services_cidr = cidrsubnet(var.cidr, 4, 6)
  proxy_cidr    = cidrsubnet(var.cidr, 4, 7)
  pods_cidr     = cidrsubnet(var.cidr, 1, 1)
}

resource "google_compute_network" "this" {
  name                    = local.name
  description             = "Network of ${var.prefix}"
  auto_create_subnetworks = false
  routing_mode            = "REGIONAL"
}

resource "google_compute_subnetwork" "private" {
  name                     = "${local.name}-private"
  description              = "What ${var.prefix} runs, without public addresses"
  network                  = google_compute_network.this.id
  region                   = var.region
  ip_cidr_range            = local.private_cidr
  private_ip_google_access = true

  secondary_ip_range {
    range_name    = local.pods_range
    ip_cidr_range = local.pods_cidr
  }

  secondary_ip_range {
    range_name    = local.services_range
    ip_cidr_range = local.services_cidr
  }

  dynamic "log_config" {
    for_each = local.logged ? [var.flow_log_sampling] : []

    content {
      aggregation_interval = "INTERVAL_1_MIN"
      flow_sampling        = log_config.value
      metadata             = "INCLUDE_ALL_METADATA"
    }
  }
}

resource "google_compute_subnetwork" "proxies" {
  count = var.proxy_subnet ? 1 : 0

  name          = "${local.name}-proxies"
  description   = "Proxies of internal load balancers of ${var.prefix}"
  network       = google_compute_network.this.id
  region        = var.region
  ip_cidr_range = local.proxy_cidr
  purpose       = "REGIONAL_MANAGED_PROXY"
  role          = "ACTIVE"
}

resource "google_compute_global_address" "managed" {
  count = var.private_services ? 1 : 0

  name          = "${local.name}-managed"
  description   = "Managed services in ${local.name}"
  network       = google_compute_network.this.id
  purpose       = "VPC_PEERING"
  address_type  = "INTERNAL"
  address       = split("/", local.managed_cidr)[0]
  prefix_length = tonumber(split("/", local.managed_cidr)[1])
  labels        = local.labels
}

resource "google_service_networking_connection" "this" {
  count = var.private_services ? 1 : 0

  network                 = google_compute_network.this.id
  service                 = "servicenetworking.googleapis.com"
  reserved_peering_ranges = google_compute_global_address.managed[*].name

  # Google holds on to the peering for days after the last database is gone, and refuses to delete it.
  deletion_policy = "ABANDON"
}
