# iam-role 1.0.0: who acts as the account. Nobody gets a key of it.
locals {
  pool = var.oidc_issuer == null ? var.oidc_pool : google_iam_workload_identity_pool.this[0].name

  identities = concat(
    [for subject in var.oidc_subjects : "principal://iam.googleapis.com/${coalesce(local.pool, "none")}/subject/${subject}"],
    [for attribute in var.oidc_attributes : "principalSet://iam.googleapis.com/${coalesce(local.pool, "none")}/attribute.${attribute}"],
    [for account in var.kubernetes_accounts : "serviceAccount:${var.project}.svc.id.goog[${account}]"],
  )
}

resource "google_iam_workload_identity_pool" "this" {
  count = var.oidc_issuer == null ? 0 : 1

  workload_identity_pool_id = local.account_id
  display_name              = substr("${var.role_name} ${var.prefix}", 0, 32)
  description               = "Identities of ${var.oidc_issuer}"
}

resource "google_iam_workload_identity_pool_provider" "this" {
  count = var.oidc_issuer == null ? 0 : 1

  workload_identity_pool_id          = google_iam_workload_identity_pool.this[0].workload_identity_pool_id
  workload_identity_pool_provider_id = "oidc"
  attribute_mapping                  = merge({ "google.subject" = "assertion.sub" }, { for name, claim in var.oidc_claims : "attribute.${name}" => "assertion.${claim}" })
  attribute_condition                = var.oidc_condition

  oidc {
    issuer_uri        = var.oidc_issuer
    allowed_audiences = var.oidc_audience[*]
  }

  lifecycle {
    precondition {
      condition     = var.oidc_condition != null || !contains(["https://token.actions.githubusercontent.com", "https://gitlab.com"], var.oidc_issuer)
      error_message = "This issuer serves everyone: say with oidc_condition whose tokens the pool takes, such as assertion.repository_owner == \"owner\"."
    }
  }
}

# Counted, since a pool that is made in the same rollout is not known before.
resource "google_service_account_iam_member" "identities" {
  count = length(var.oidc_subjects) + length(var.oidc_attributes) + length(var.kubernetes_accounts)

  service_account_id = google_service_account.this.name
  role               = "roles/iam.workloadIdentityUser"
  member             = local.identities[count.index]

  lifecycle {
    precondition {
      condition     = length(var.oidc_subjects) + length(var.oidc_attributes) == 0 || var.oidc_issuer != null || var.oidc_pool != null
      error_message = "oidc_subjects and oidc_attributes are identities of a pool: name oidc_pool, or oidc_issuer for one of its own."
    }
  }
}

resource "google_service_account_iam_member" "trusted" {
  count = length(var.trusted_members)

  service_account_id = google_service_account.this.name
  role               = "roles/iam.serviceAccountTokenCreator"
  member             = var.trusted_members[count.index]
}
