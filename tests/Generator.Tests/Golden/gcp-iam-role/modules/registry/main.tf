# registry 1.0.0
locals {
  labels = { module = "registry", module_version = "1-0-0" }
  agent  = "serviceAccount:service-${data.google_project.current.number}@gcp-sa-artifactregistry.iam.gserviceaccount.com"

  # Paired by place in the list: accounts that are made in the same rollout are not known before.
  pullers = { for pair in setproduct(var.repositories, range(length(var.puller_members))) : "${pair[0]}-${pair[1]}" => { repository = pair[0], place = pair[1] } }
  pushers = { for pair in setproduct(var.repositories, range(length(var.pusher_members))) : "${pair[0]}-${pair[1]}" => { repository = pair[0], place = pair[1] } }
}

data "google_project" "current" {
  project_id = var.project
}

resource "google_artifact_registry_repository" "this" {
  for_each = toset(var.repositories)

  repository_id          = "images-${var.prefix}-${each.value}"
  location               = var.region
  format                 = "DOCKER"
  description            = "Images of ${var.prefix}: ${each.value}"
  kms_key_name           = one(google_kms_crypto_key_iam_member.registry[*].crypto_key_id)
  cleanup_policy_dry_run = var.cleanup_dry_run
  labels                 = local.labels

  docker_config {
    immutable_tags = !var.mutable_tags
  }

  vulnerability_scanning_config {
    enablement_config = var.scan_on_push ? "INHERITED" : "DISABLED"
  }

  cleanup_policies {
    id     = "untagged"
    action = "DELETE"

    condition {
      tag_state  = "UNTAGGED"
      older_than = "${var.untagged_days * 86400}s"
    }
  }

  cleanup_policies {
    id     = "old"
    action = "DELETE"

    condition {
      tag_state  = "TAGGED"
      older_than = "${var.keep_days * 86400}s"
    }
  }

  # What is kept by one rule is not deleted by any other.
  cleanup_policies {
    id     = "newest"
    action = "KEEP"

    most_recent_versions {
      keep_count = var.keep_images
    }
  }
}

resource "google_artifact_registry_repository_iam_member" "pullers" {
  for_each = local.pullers

  location   = google_artifact_registry_repository.this[each.value.repository].location
  repository = google_artifact_registry_repository.this[each.value.repository].repository_id
  role       = "roles/artifactregistry.reader"
  member     = var.puller_members[each.value.place]
}

resource "google_artifact_registry_repository_iam_member" "pushers" {
  for_each = local.pushers

  location   = google_artifact_registry_repository.this[each.value.repository].location
  repository = google_artifact_registry_repository.this[each.value.repository].repository_id
  role       = "roles/artifactregistry.writer"
  member     = var.pusher_members[each.value.place]
}

# Artifact Registry encrypts in its own name, so the key must let it.
resource "google_kms_crypto_key_iam_member" "registry" {
  count = var.kms_key_name == null ? 0 : 1

  crypto_key_id = var.kms_key_name
  role          = "roles/cloudkms.cryptoKeyEncrypterDecrypter"
  member        = local.agent
}
