# vpc 1.0.0: ways in and out
resource "google_compute_router" "this" {
  count = var.nat ? 1 : 0

  name    = local.name
  network = google_compute_network.this.id
  region  = var.region
}

resource "google_compute_address" "nat" {
  count = var.nat ? var.nat_addresses : 0

  name        = "${local.name}-nat-${count.index}"
  description = "Cloud NAT of ${local.name}"
  region      = var.region
  labels      = local.labels
}

resource "google_compute_router_nat" "this" {
  count = var.nat ? 1 : 0

  name                                = local.name
  router                              = google_compute_router.this[0].name
  region                              = var.region
  source_subnetwork_ip_ranges_to_nat  = "ALL_SUBNETWORKS_ALL_IP_RANGES"
  nat_ip_allocate_option              = var.nat_addresses > 0 ? "MANUAL_ONLY" : "AUTO_ONLY"
  nat_ips                             = var.nat_addresses > 0 ? google_compute_address.nat[*].self_link : null
  enable_dynamic_port_allocation      = true
  enable_endpoint_independent_mapping = false
  min_ports_per_vm                    = 64
  max_ports_per_vm                    = 4096

  log_config {
    enable = local.logged
    filter = "ERRORS_ONLY"
  }
}

# Nothing comes in but what another rule names: Google's own last rule says the same, but keeps no record.
resource "google_compute_firewall" "deny" {
  name          = "${local.name}-deny"
  description   = "Nothing comes in that no other rule names"
  network       = google_compute_network.this.id
  direction     = "INGRESS"
  priority      = 65534
  source_ranges = ["0.0.0.0/0"]

  deny {
    protocol = "all"
  }

  dynamic "log_config" {
    for_each = local.logged ? ["INCLUDE_ALL_METADATA"] : []

    content {
      metadata = log_config.value
    }
  }
}

resource "google_compute_firewall" "iap_ssh" {
  count = var.iap_ssh ? 1 : 0

  name          = "${local.name}-iap-ssh"
  description   = "SSH through Identity-Aware Proxy, whose addresses these are"
  network       = google_compute_network.this.id
  direction     = "INGRESS"
  priority      = 1000
  source_ranges = ["35.235.240.0/20"]

  allow {
    protocol = "tcp"
    ports    = ["22"]
  }

  dynamic "log_config" {
    for_each = local.logged ? ["INCLUDE_ALL_METADATA"] : []

    content {
      metadata = log_config.value
    }
  }
}
