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

# cloud-run 1.0.0
module "cloud_run" {
  source = "./modules/cloud-run"

  autoscaling_max_count = 20
  container_image       = "europe-west1-docker.pkg.dev/example-shop/containers/shop:1.4.0"
  environment_variables = {
    "GREETING" = "Hello"
  }
  health_check_path     = "/healthz"
  ingress               = "public"
  labels                = local.labels
  logging               = "cloud-logging"
  metrics               = "cloud-monitoring"
  notification_channels = ["projects/example-shop/notificationChannels/1234567890"]
  prefix                = local.name
  private_subnet_ids    = module.vpc.private_subnet_ids
  project               = var.gcp_project
  region                = var.gcp_region
  secrets = {
    "PAYMENT_TOKEN" = "gcp-sm://example-shop/payment-token"
  }
  tracing = "cloud-trace"
  vpc_id  = module.vpc.id
}

# vpc 1.0.0
module "vpc" {
  source = "./modules/vpc"

  cidr    = "10.40.0.0/16"
  logging = "cloud-logging"
  prefix  = local.name
  region  = var.gcp_region
}
