# kubernetes-cluster 1.0.0
locals {
  tags      = { Module = "kubernetes-cluster/1.0.0" }
  log_kinds = var.logging == "cloudwatch" ? ["api", "audit", "authenticator", "controllerManager", "scheduler"] : []
}

data "aws_partition" "current" {}

# EKS writes to a group of this name, and would make it itself without an end to its keeping.
resource "aws_cloudwatch_log_group" "this" {
  count = var.logging == "cloudwatch" ? 1 : 0

  name              = "/aws/eks/${var.prefix}/cluster"
  retention_in_days = var.log_retention_days
  kms_key_id        = var.log_kms_key_arn
  tags              = local.tags
}

resource "aws_eks_cluster" "this" {
  name                          = var.prefix
  role_arn                      = aws_iam_role.cluster.arn
  version                       = var.kubernetes_version
  enabled_cluster_log_types     = local.log_kinds
  bootstrap_self_managed_addons = false
  deletion_protection           = var.deletion_protection
  tags                          = local.tags

  # Rights are access entries, here and visible; whoever makes the cluster gets none by that.
  access_config {
    authentication_mode                         = "API"
    bootstrap_cluster_creator_admin_permissions = false
  }

  vpc_config {
    subnet_ids              = var.subnet_ids
    endpoint_private_access = true
    endpoint_public_access  = length(var.public_cidrs) > 0
    public_access_cidrs     = length(var.public_cidrs) > 0 ? var.public_cidrs : null
  }

  kubernetes_network_config {
    service_ipv4_cidr = var.service_cidr
  }

  upgrade_policy {
    support_type = var.extended_support ? "EXTENDED" : "STANDARD"
  }

  dynamic "encryption_config" {
    for_each = var.secrets_key_arn[*]

    content {
      resources = ["secrets"]

      provider {
        key_arn = encryption_config.value
      }
    }
  }

  depends_on = [aws_cloudwatch_log_group.this, aws_iam_role_policy_attachment.cluster]
}

# Roles that trust service accounts name this one.
resource "aws_iam_openid_connect_provider" "this" {
  url            = aws_eks_cluster.this.identity[0].oidc[0].issuer
  client_id_list = ["sts.amazonaws.com"]
  tags           = local.tags
}

# Networking must be there before nodes, or they never become ready.
resource "aws_eks_addon" "before_nodes" {
  for_each = toset(["eks-pod-identity-agent", "kube-proxy", "vpc-cni"])

  cluster_name                = aws_eks_cluster.this.name
  addon_name                  = each.value
  resolve_conflicts_on_create = "OVERWRITE"
  resolve_conflicts_on_update = "OVERWRITE"
  tags                        = local.tags
}

# These need a node to run on.
resource "aws_eks_addon" "after_nodes" {
  for_each = { "aws-ebs-csi-driver" = { "ebs-csi-controller-sa" = aws_iam_role.disks.arn }, coredns = {} }

  cluster_name                = aws_eks_cluster.this.name
  addon_name                  = each.key
  resolve_conflicts_on_create = "OVERWRITE"
  resolve_conflicts_on_update = "OVERWRITE"
  tags                        = local.tags

  dynamic "pod_identity_association" {
    for_each = each.value

    content {
      service_account = pod_identity_association.key
      role_arn        = pod_identity_association.value
    }
  }

  depends_on = [aws_eks_addon.before_nodes, aws_eks_node_group.this, aws_iam_role_policy_attachment.disks]
}
