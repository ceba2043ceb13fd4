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

# postgres 1.0.0
module "postgres" {
  source = "./modules/postgres"

  alarm_connections          = 400
  backup_retention_days      = 35
  edition                    = "ENTERPRISE_PLUS"
  iam_group_emails           = ["shop-dba@example.com"]
  iam_service_account_emails = ["reports@shop-4711.iam.gserviceaccount.com"]
  kms_key_name               = var.kms_key_name
  labels                     = local.labels
  max_storage_gib            = 1000
  metrics                    = "cloud-monitoring"
  more_databases             = ["reporting"]
  notification_channels      = ["projects/shop-4711/notificationChannels/1234567890123456789"]
  parameters = {
    "work_mem" = "16384"
  }
  point_in_time_days         = 14
  prefix                     = local.name
  private_service_connection = module.vpc.private_service_connection
  project                    = var.gcp_project
  read_replicas              = 1
  region                     = var.gcp_region
  storage_gib                = 200
  tier                       = "db-perf-optimized-N-4"
  vpc_id                     = module.vpc.id
}

# vpc 1.0.0
module "vpc" {
  source = "./modules/vpc"

  cidr   = "10.40.0.0/16"
  prefix = local.name
  region = var.gcp_region
}
