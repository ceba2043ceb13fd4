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

  content_based_deduplication = true
  fifo                        = true
  kms_key_arn                 = "arn:aws:kms:eu-central-1:123456789012:key/0f8fad5b-d9cb-469f-a165-70867728950e"
  prefix                      = local.name
  sender_arns                 = ["arn:aws:iam::210987654321:root"]
}
