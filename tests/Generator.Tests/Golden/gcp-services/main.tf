# What is built, of which modules in which versions. Deployment, environment and parameters come from env/<environment>.tfvars.json.

locals {
  # Within every service's limits (29 characters), and another one for every deployment and environment.
  name = "${trim(substr(replace(lower(var.deployment_id), "_", "-"), 0, 18), "-")}-${substr(sha256("${var.environment}/${var.deployment_id}"), 0, 10)}"

  # The same for each instance that has a name of its own, with that in front.
  instance_names = {
    for instance in ["mailer", "orders", "web"] : replace(instance, "-", "_") =>
    "${trim(substr("${instance}-${replace(lower(var.deployment_id), "_", "-")}", 0, 18), "-")}-${substr(sha256("${var.environment}/${var.deployment_id}/${instance}"), 0, 10)}"
  }

  spec_tags = {}

  tags = merge(var.labels, local.spec_tags, {
    "infra-agent:deployment"  = var.deployment_id
    "infra-agent:environment" = var.environment
  })
}

# dns-record 1.0.0
module "dns_record" {
  source = "./modules/dns-record"

  addresses   = module.web.ip_addresses
  record_name = "shop.example.com"
  zone_name   = "example-com"
}

# cloud-run 1.0.0
module "mailer" {
  source = "./modules/cloud-run"

  args               = ["--every", "30s"]
  command            = ["/app/mailer"]
  container_image    = "europe-west1-docker.pkg.dev/example-orders/containers/orders:2.3.1"
  cpu                = 1
  desired_count      = 1
  ingress            = "none"
  labels             = local.labels
  logging            = "cloud-logging"
  memory             = 512
  metrics            = "cloud-monitoring"
  prefix             = local.instance_names.mailer
  private_subnet_ids = module.vpc.private_subnet_ids
  project            = var.gcp_project
  region             = var.gcp_region
  tracing            = "cloud-trace"
  vpc_id             = module.vpc.id

  depends_on = [module.orders]
}

# cloud-run 1.0.0
module "orders" {
  source = "./modules/cloud-run"

  container_image    = "europe-west1-docker.pkg.dev/example-orders/containers/orders:2.3.1"
  container_port     = 8080
  cpu                = 1
  desired_count      = 2
  ingress            = "internal"
  labels             = local.labels
  logging            = "cloud-logging"
  memory             = 512
  metrics            = "cloud-monitoring"
  prefix             = local.instance_names.orders
  private_subnet_ids = module.vpc.private_subnet_ids
  project            = var.gcp_project
  region             = var.gcp_region
  secrets = {
    "DATABASE_PASSWORD" = "gcp-sm://example-orders/orders-database"
  }
  tracing = "cloud-trace"
  vpc_id  = module.vpc.id
}

# vpc 1.0.0
module "vpc" {
  source = "./modules/vpc"

  cidr    = "10.44.0.0/20"
  logging = "cloud-logging"
  prefix  = local.name
  region  = var.gcp_region
}

# cloud-run 1.0.0
module "web" {
  source = "./modules/cloud-run"

  autoscaling_max_count = 40
  autoscaling_min_count = 3
  container_image       = var.web_container_image
  container_port        = 8080
  cpu                   = 2
  desired_count         = 3
  environment_variables = {
    "ORDERS" = module.orders.url
  }
  health_check_grace_seconds    = 60
  health_check_interval_seconds = 15
  health_check_path             = "/healthz"
  health_check_retries          = 3
  health_check_timeout_seconds  = 5
  host                          = "shop.example.com"
  ingress                       = "public"
  labels                        = local.labels
  logging                       = "cloud-logging"
  memory                        = 1024
  metrics                       = "cloud-monitoring"
  prefix                        = local.instance_names.web
  private_subnet_ids            = module.vpc.private_subnet_ids
  project                       = var.gcp_project
  region                        = var.gcp_region
  scratch_volumes = {
    "uploads" = "/tmp/uploads"
  }
  tls     = true
  tracing = "cloud-trace"
  vpc_id  = module.vpc.id
}
