# kubernetes-cluster 1.0.0
locals {
  tags    = merge(var.tags, { Module = "kubernetes-cluster/1.0.0" })
  private = length(var.public_cidrs) == 0
  logged  = var.logging == "log-analytics"
}

data "azurerm_client_config" "current" {}

resource "azurerm_kubernetes_cluster" "this" {
  name                = var.prefix
  location            = var.location
  resource_group_name = var.resource_group_name
  node_resource_group = "${var.prefix}-nodes"
  dns_prefix          = "aks-${var.prefix}"
  kubernetes_version  = var.kubernetes_version
  sku_tier            = var.sku_tier
  support_plan        = var.sku_tier == "Premium" ? "AKSLongTermSupport" : "KubernetesOfficial"
  tags                = local.tags

  private_cluster_enabled             = local.private
  private_cluster_public_fqdn_enabled = false
  private_dns_zone_id                 = local.private ? "System" : null

  # Who calls is an identity of Entra, with roles of Azure or a group of administrators: there is no certificate to be copied.
  local_account_disabled            = true
  role_based_access_control_enabled = true
  azure_policy_enabled              = true
  run_command_enabled               = false

  # Pods are identities without secrets, and mount those of vaults.
  oidc_issuer_enabled       = true
  workload_identity_enabled = true

  automatic_upgrade_channel    = "patch"
  node_os_upgrade_channel      = "NodeImage"
  image_cleaner_enabled        = true
  image_cleaner_interval_hours = 48
  cost_analysis_enabled        = var.sku_tier != "Free"

  azure_active_directory_role_based_access_control {
    azure_rbac_enabled     = true
    admin_group_object_ids = var.administrator_group_ids
    tenant_id              = data.azurerm_client_config.current.tenant_id
  }

  dynamic "api_server_access_profile" {
    for_each = local.private ? [] : [var.public_cidrs]

    content {
      authorized_ip_ranges = api_server_access_profile.value
    }
  }

  identity {
    type         = "UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.control_plane.id]
  }

  kubelet_identity {
    client_id                 = azurerm_user_assigned_identity.nodes.client_id
    object_id                 = azurerm_user_assigned_identity.nodes.principal_id
    user_assigned_identity_id = azurerm_user_assigned_identity.nodes.id
  }

  key_vault_secrets_provider {
    secret_rotation_enabled = true
  }

  # Pods have addresses of their own and rules that Cilium holds them to; they leave by the subnet's NAT gateway.
  network_profile {
    network_plugin      = "azure"
    network_plugin_mode = "overlay"
    network_data_plane  = "cilium"
    network_policy      = "cilium"
    load_balancer_sku   = "standard"
    outbound_type       = "userAssignedNATGateway"
    pod_cidr            = var.pod_cidr
    service_cidr        = var.service_cidr
    dns_service_ip      = cidrhost(var.service_cidr, 10)
  }

  default_node_pool {
    name                         = "system"
    vm_size                      = var.system_node_size
    vnet_subnet_id               = var.subnet_ids[0]
    zones                        = var.zones
    only_critical_addons_enabled = true
    auto_scaling_enabled         = true
    node_count                   = var.system_node_count
    min_count                    = 2
    max_count                    = 5
    max_pods                     = 110
    os_sku                       = "AzureLinux"
    os_disk_type                 = var.node_disk_type
    os_disk_size_gb              = var.node_disk_gib
    host_encryption_enabled      = var.encrypt_hosts
    temporary_name_for_rotation  = "systemtmp"
    tags                         = local.tags

    upgrade_settings {
      max_surge                     = "33%"
      drain_timeout_in_minutes      = 30
      node_soak_duration_in_minutes = 0
    }
  }

  auto_scaler_profile {
    balance_similar_node_groups = true
    expander                    = "least-waste"
  }

  maintenance_window_auto_upgrade {
    frequency   = "Weekly"
    interval    = 1
    duration    = 4
    day_of_week = var.maintenance_day
    start_time  = var.maintenance_start
    utc_offset  = "+00:00"
  }

  maintenance_window_node_os {
    frequency   = "Weekly"
    interval    = 1
    duration    = 4
    day_of_week = var.maintenance_day
    start_time  = var.maintenance_start
    utc_offset  = "+00:00"
  }

  dynamic "oms_agent" {
    for_each = local.logged ? [var.log_analytics_workspace_id] : []

    content {
      log_analytics_workspace_id      = oms_agent.value
      msi_auth_for_monitoring_enabled = true
    }
  }

  lifecycle {
    # The autoscaler's, and the patches that come by themselves.
    ignore_changes = [default_node_pool[0].node_count, default_node_pool[0].orchestrator_version]
  }

  depends_on = [azurerm_role_assignment.subnet, azurerm_role_assignment.nodes]
}

resource "azurerm_kubernetes_cluster_node_pool" "apps" {
  # A pool does not change its kind: the other kind is another pool, made before the first one goes.
  name                        = var.spot_nodes ? "spot" : "apps"
  kubernetes_cluster_id       = azurerm_kubernetes_cluster.this.id
  mode                        = "User"
  vm_size                     = var.node_size
  vnet_subnet_id              = var.subnet_ids[0]
  zones                       = var.zones
  auto_scaling_enabled        = true
  node_count                  = var.node_count
  min_count                   = var.min_node_count
  max_count                   = var.max_node_count
  max_pods                    = 110
  os_sku                      = "AzureLinux"
  os_disk_type                = var.node_disk_type
  os_disk_size_gb             = var.node_disk_gib
  host_encryption_enabled     = var.encrypt_hosts
  priority                    = var.spot_nodes ? "Spot" : "Regular"
  eviction_policy             = var.spot_nodes ? "Delete" : null
  spot_max_price              = var.spot_nodes ? -1 : null
  node_labels                 = var.spot_nodes ? { "kubernetes.azure.com/scalesetpriority" = "spot" } : {}
  node_taints                 = var.spot_nodes ? ["kubernetes.azure.com/scalesetpriority=spot:NoSchedule"] : []
  temporary_name_for_rotation = "appstmp"
  tags                        = local.tags

  # Spot nodes are not surged: nobody promises one more.
  dynamic "upgrade_settings" {
    for_each = var.spot_nodes ? [] : ["33%"]

    content {
      max_surge                     = upgrade_settings.value
      drain_timeout_in_minutes      = 30
      node_soak_duration_in_minutes = 0
    }
  }

  lifecycle {
    create_before_destroy = true
    ignore_changes        = [node_count, orchestrator_version]
  }
}
