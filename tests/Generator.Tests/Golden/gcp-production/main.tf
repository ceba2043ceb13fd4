# What is built, of which modules in which versions. Deployment, environment and parameters come from env/<environment>.tfvars.json.

locals {
  # Within every service's limits (29 characters), and another one for every deployment and environment.
  name = "${trim(substr(replace(lower(var.deployment_id), "_", "-"), 0, 18), "-")}-${substr(sha256("${var.environment}/${var.deployment_id}"), 0, 10)}"

  spec_tags = {
    "cost-center" = "4711"
    "team"        = "shop"
  }

  tags = merge(var.labels, local.spec_tags, {
    "infra-agent:deployment"  = var.deployment_id
    "infra-agent:environment" = var.environment
  })
}

# bucket 1.0.0
module "bucket" {
  source = "./modules/bucket"

  archive_days = 90
  prefix       = local.name
  project      = var.gcp_project
  region       = var.gcp_region
}

# cloud-run 1.0.0
module "cloud_run" {
  source = "./modules/cloud-run"

  autoscaling_max_count       = 4
  bucket_environment          = module.bucket.environment
  bucket_names                = module.bucket.bucket_names
  cache_environment           = module.redis.environment
  cache_project_conditions    = module.redis.project_conditions
  cache_project_roles         = module.redis.project_roles
  container_image             = "europe-west1-docker.pkg.dev/shop-4711/containers/shop:1.4.0"
  database_environment        = module.postgres.environment
  database_iam_instances      = module.postgres.iam_instances
  database_project_conditions = module.postgres.project_conditions
  database_project_roles      = module.postgres.project_roles
  database_secrets            = module.postgres.secrets
  health_check_path           = "/healthz"
  ingress                     = "load-balancer"
  labels                      = local.labels
  logging                     = "cloud-logging"
  metrics                     = "cloud-monitoring"
  notification_channels       = ["projects/shop-4711/notificationChannels/1234567890123456789"]
  prefix                      = local.name
  private_subnet_ids          = module.vpc.private_subnet_ids
  project                     = var.gcp_project
  queue_environment           = module.queue.environment
  queue_subscription_ids      = module.queue.subscription_ids
  queue_topic_ids             = module.queue.topic_ids
  readable_secrets            = module.secret.secrets
  region                      = var.gcp_region
  tracing                     = "cloud-trace"
  vpc_id                      = module.vpc.id
}

# dns-record 1.0.0
module "dns_record" {
  source = "./modules/dns-record"

  addresses   = module.load_balancer.ip_addresses
  record_name = "shop.example.com"
  zone_name   = "example-com"
}

# load-balancer 1.0.0
module "load_balancer" {
  source = "./modules/load-balancer"

  domain_names        = ["shop.example.com"]
  labels              = local.labels
  logging             = "cloud-logging"
  metrics             = "cloud-monitoring"
  prefix              = local.name
  region              = var.gcp_region
  requests_per_minute = 1200
  service_names       = module.cloud_run.service_names
}

# postgres 1.0.0
module "postgres" {
  source = "./modules/postgres"

  deletion_protection        = false
  iam_group_emails           = ["shop-dba@example.com"]
  labels                     = local.labels
  metrics                    = "cloud-monitoring"
  multi_az                   = false
  notification_channels      = ["projects/shop-4711/notificationChannels/1234567890123456789"]
  prefix                     = local.name
  private_service_connection = module.vpc.private_service_connection
  project                    = var.gcp_project
  region                     = var.gcp_region
  storage_gib                = 100
  tier                       = "db-custom-1-3840"
  vpc_id                     = module.vpc.id
}

# queue 1.0.0
module "queue" {
  source = "./modules/queue"

  labels                     = local.labels
  metrics                    = "cloud-monitoring"
  notification_channels      = ["projects/shop-4711/notificationChannels/1234567890123456789"]
  prefix                     = local.name
  project                    = var.gcp_project
  visibility_timeout_seconds = 300
}

# redis 1.0.0
module "redis" {
  source = "./modules/redis"

  deletion_protection   = false
  labels                = local.labels
  metrics               = "cloud-monitoring"
  node_type             = "STANDARD_SMALL"
  notification_channels = ["projects/shop-4711/notificationChannels/1234567890123456789"]
  prefix                = local.name
  project               = var.gcp_project
  region                = var.gcp_region
  subnet_ids            = module.vpc.private_subnet_ids
  vpc_id                = module.vpc.id
}

# secret 1.0.0
module "secret" {
  source = "./modules/secret"

  deletion_protection = false
  prefix              = local.name
  project             = var.gcp_project
  secret_name         = "signing-key"
  variable            = "SIGNING_KEY"
}

# vpc 1.0.0
module "vpc" {
  source = "./modules/vpc"

  cidr    = "10.40.0.0/16"
  logging = "cloud-logging"
  prefix  = local.name
  region  = var.gcp_region
}
