# What is built, of which modules in which versions. Deployment, environment and parameters come from env/<environment>.tfvars.json.

locals {
  # Within every service's limits (29 characters), and another one for every deployment and environment.
  name = "${trim(substr(replace(lower(var.deployment_id), "_", "-"), 0, 18), "-")}-${substr(sha256("${var.environment}/${var.deployment_id}"), 0, 10)}"

  spec_tags = {
    "team" = "shop"
  }

  tags = merge(var.labels, local.spec_tags, {
    "infra-agent:deployment"  = var.deployment_id
    "infra-agent:environment" = var.environment
  })
}

# bucket 1.0.0
module "bucket" {
  source = "./modules/bucket"

  access_log_bucket     = "shop-access-logs"
  archive_days          = 90
  archive_storage_class = "ARCHIVE"
  expire_days           = 3650
  kms_key_name          = var.kms_key_name
  location              = "EUR4"
  prefix                = local.name
  project               = var.gcp_project
  reader_members        = ["group:auditors@example.com"]
  region                = var.gcp_region
  soft_delete_days      = 30
  writer_members        = ["serviceAccount:scanner@shop-4711.iam.gserviceaccount.com"]
}
