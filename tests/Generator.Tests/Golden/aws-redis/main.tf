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

# redis 1.0.0
module "redis" {
  source = "./modules/redis"

  alarm_topic_arns = ["arn:aws:sns:eu-central-1:123456789012:on-call"]
  kms_key_arn      = "arn:aws:kms:eu-central-1:123456789012:key/0f8fad5b-d9cb-469f-a165-70867728950e"
  logging          = "cloudwatch"
  metrics          = "cloudwatch"
  node_type        = "cache.r7g.large"
  prefix           = local.name
  replicas         = 2
  shards           = 2
  subnet_ids       = module.vpc.private_subnet_ids
  vpc_id           = module.vpc.id
}

# vpc 3.21.0
module "vpc" {
  source = "./modules/vpc"

  cidr    = "10.40.0.0/16"
  logging = "cloudwatch"
  prefix  = local.name
}
