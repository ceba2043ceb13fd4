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

# queue 1.0.0
module "queue" {
  source = "./modules/queue"

  fifo         = true
  filter       = "attributes.kind = \"payment\""
  kms_key_name = var.kms_key_name
  labels       = local.labels
  prefix       = local.name
  project      = var.gcp_project
}
