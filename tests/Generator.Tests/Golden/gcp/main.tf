# What is built, of which modules in which versions. Deployment, environment and parameters come from env/<environment>.tfvars.json.

locals {
  # Within every service's limits (29 characters), and another one for every deployment and environment.
  name = "${trim(substr(replace(lower(var.deployment_id), "_", "-"), 0, 18), "-")}-${substr(sha256("${var.environment}/${var.deployment_id}"), 0, 10)}"

  spec_tags = {
    "cost-center" = "4711"
    "team"        = "orders"
  }

  tags = merge(var.labels, local.spec_tags, {
    "infra-agent:deployment"  = var.deployment_id
    "infra-agent:environment" = var.environment
  })
}

# cloud-run 1.0.0
module "cloud_run" {
  source = "./modules/cloud-run"

  autoscaling_max_count       = var.autoscaling_max_count
  autoscaling_min_count       = 2
  container_image             = var.container_image
  cpu                         = 2
  database_environment        = module.postgres.environment
  database_iam_instances      = module.postgres.iam_instances
  database_project_conditions = module.postgres.project_conditions
  database_project_roles      = module.postgres.project_roles
  database_secrets            = module.postgres.secrets
  environment_variables = {
    "GREETING" = "Hello, $${name}!"
  }
  health_check_path  = "/healthz"
  ingress            = "load-balancer"
  labels             = local.labels
  logging            = "cloud-logging"
  memory             = 2048
  metrics            = "cloud-monitoring"
  prefix             = local.name
  private_subnet_ids = module.vpc.private_subnet_ids
  project            = var.gcp_project
  region             = var.gcp_region
  secrets = {
    "PAYMENT_TOKEN" = "gcp-sm://example-orders/payment-token"
  }
  tracing = "cloud-trace"
  vpc_id  = module.vpc.id
}

# dns-record 1.0.0
module "dns_record" {
  source = "./modules/dns-record"

  addresses   = module.load_balancer.ip_addresses
  record_name = "orders.example.com"
  zone_name   = "example-com"
}

# load-balancer 1.0.0
module "load_balancer" {
  source = "./modules/load-balancer"

  domain_names        = ["orders.example.com"]
  labels              = local.labels
  logging             = "cloud-logging"
  metrics             = "cloud-monitoring"
  prefix              = local.name
  region              = var.gcp_region
  requests_per_minute = 600
  service_names       = module.cloud_run.service_names
}

# postgres 1.0.0
module "postgres" {
  source = "./modules/postgres"

  database                   = "orders"
  labels                     = local.labels
  metrics                    = "cloud-monitoring"
  prefix                     = local.name
  private_service_connection = module.vpc.private_service_connection
  project                    = var.gcp_project
  region                     = var.gcp_region
  vpc_id                     = module.vpc.id
}

# vpc 1.0.0
module "vpc" {
  source = "./modules/vpc"

  cidr    = "10.48.0.0/16"
  logging = "cloud-logging"
  prefix  = local.name
  region  = var.gcp_region
}
