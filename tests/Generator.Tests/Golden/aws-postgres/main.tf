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

# postgres 1.1.0
module "postgres" {
  source = "./modules/postgres"

  alarm_connections     = 400
  alarm_topic_arns      = ["arn:aws:sns:eu-central-1:123456789012:on-call"]
  allowed_cidrs         = ["10.8.0.0/16"]
  backup_retention_days = 35
  instance_class        = "db.m7g.large"
  kms_key_arn           = var.kms_key_arn
  logging               = "cloudwatch"
  metrics               = "cloudwatch"
  parameters = {
    "work_mem" = "16384"
  }
  prefix        = local.name
  read_replicas = 1
  static_parameters = {
    "shared_preload_libraries" = "pg_stat_statements"
  }
  storage_gib = 200
  subnet_ids  = module.vpc.private_subnet_ids
  vpc_id      = module.vpc.id
}

# vpc 3.21.0
module "vpc" {
  source = "./modules/vpc"

  cidr    = "10.40.0.0/16"
  logging = "cloudwatch"
  prefix  = local.name
}
