# What is built, of which modules in which versions. Deployment, environment and parameters come from env/<environment>.tfvars.json.

locals {
  # Within every service's limits (29 characters), and another one for every deployment and environment.
  name = "${trim(substr(replace(lower(var.deployment_id), "_", "-"), 0, 18), "-")}-${substr(sha256("${var.environment}/${var.deployment_id}"), 0, 10)}"

  spec_tags = {}

  tags = merge(var.labels, local.spec_tags, {
    "infra-agent:deployment"  = var.deployment_id
    "infra-agent:environment" = var.environment
  })
}

# registry 1.0.0
module "registry" {
  source = "./modules/registry"

  keep_images    = 50
  kms_key_name   = var.kms_key_name
  mutable_tags   = true
  prefix         = local.name
  project        = var.gcp_project
  puller_members = ["serviceAccount:run@shop-4711.iam.gserviceaccount.com"]
  pusher_members = ["serviceAccount:ci@shop-4711.iam.gserviceaccount.com", "group:builders@example.com"]
  region         = var.gcp_region
  repositories   = ["app", "base"]
}
