# kubernetes-cluster 1.0.0: who may do what
locals {
  # At most 30 characters; the prefix ends in what is its own.
  account_id = "gke-${trimprefix(substr(var.prefix, max(0, length(var.prefix) - 26), -1), "-")}"

  members = merge(
    { for member in var.viewer_members : "viewer ${member}" => { role = "roles/container.viewer", member = member } },
    { for member in var.administrator_members : "administrator ${member}" => { role = "roles/container.admin", member = member } },
  )
}

# Nodes would otherwise act as an account that may change everything in the project.
resource "google_service_account" "nodes" {
  account_id   = local.account_id
  display_name = "${local.name} nodes"
  description  = "What nodes of ${local.name} act as"
}

# Logs, metrics and images: all that a node itself needs.
resource "google_project_iam_member" "nodes" {
  for_each = toset(["roles/artifactregistry.reader", "roles/container.defaultNodeServiceAccount"])

  project = var.project
  role    = each.value
  member  = "serviceAccount:${google_service_account.nodes.email}"
}

# IAM knows no rights in a single cluster; role bindings inside of it do.
resource "google_project_iam_member" "members" {
  for_each = local.members

  project = var.project
  role    = each.value.role
  member  = each.value.member
}
