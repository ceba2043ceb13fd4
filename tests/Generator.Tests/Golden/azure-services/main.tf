# What is built, of which modules in which versions. Deployment, environment and parameters come from env/<environment>.tfvars.json.

locals {
  # Within every service's limits (29 characters), and another one for every deployment and environment.
  name = "${trim(substr(replace(lower(var.deployment_id), "_", "-"), 0, 18), "-")}-${substr(sha256("${var.environment}/${var.deployment_id}"), 0, 10)}"

  # The same for each instance that has a name of its own, with that in front.
  instance_names = {
    for instance in ["web", "worker"] : replace(instance, "-", "_") =>
    "${trim(substr("${instance}-${replace(lower(var.deployment_id), "_", "-")}", 0, 18), "-")}-${substr(sha256("${var.environment}/${var.deployment_id}/${instance}"), 0, 10)}"
  }

  spec_tags = {}

  tags = merge(var.labels, local.spec_tags, {
    "infra-agent:deployment"  = var.deployment_id
    "infra-agent:environment" = var.environment
  })
}

# container-environment 1.0.0
module "container_environment" {
  source = "./modules/container-environment"

  app_subnet_ids       = module.vpc.app_subnet_ids
  client_cidrs         = ["0.0.0.0/0"]
  dedicated_profile    = "D4"
  load_balancer        = "public"
  location             = var.azure_location
  prefix               = local.name
  resource_group_name  = local.resource_group_name
  security_group_names = module.vpc.security_group_names
  tags                 = local.tags
  vpc_id               = module.vpc.id
}

# vpc 1.0.0
module "vpc" {
  source = "./modules/vpc"

  cidr                = "10.40.0.0/16"
  location            = var.azure_location
  prefix              = local.name
  resource_group_name = local.resource_group_name
  tags                = local.tags
}

# container-app 1.0.0
module "web" {
  source = "./modules/container-app"

  autoscaling_cpu_percent  = 70
  autoscaling_max_count    = 12
  autoscaling_min_count    = 2
  container_environment_id = module.container_environment.id
  container_image          = "ghcr.io/example/web:2.1.0"
  container_port           = 3000
  cpu                      = 500
  desired_count            = 2
  domain_name              = "shop.example.com"
  environment_variables = {
    "LOG_LEVEL" = "info"
  }
  health_check_grace_seconds    = 60
  health_check_interval_seconds = 15
  health_check_path             = "/healthz"
  health_check_retries          = 3
  health_check_timeout_seconds  = 2
  https                         = false
  load_balancer                 = "public"
  location                      = var.azure_location
  memory                        = 1024
  network_cidrs                 = module.vpc.cidr_blocks
  prefix                        = local.instance_names.web
  resource_group_name           = local.resource_group_name
  roles                         = var.web_roles
  secrets = {
    "SESSION_KEY" = "azure-kv://shop-vault/session-key"
  }
  tags                = local.tags
  tracing_environment = module.container_environment.tracing_environment
  tracing_roles       = module.container_environment.tracing_roles
}

# container-app 1.0.0
module "worker" {
  source = "./modules/container-app"

  command                  = ["worker", "--queue", "orders"]
  container_environment_id = module.container_environment.id
  container_image          = "ghcr.io/example/worker:2.1.0"
  cpu                      = 250
  desired_count            = 3
  load_balancer            = "none"
  location                 = var.azure_location
  memory                   = 512
  network_cidrs            = module.vpc.cidr_blocks
  prefix                   = local.instance_names.worker
  resource_group_name      = local.resource_group_name
  scratch_volumes = {
    "scratch" = "/tmp/work"
  }
  tags                = local.tags
  tracing_environment = module.container_environment.tracing_environment
  tracing_roles       = module.container_environment.tracing_roles

  depends_on = [module.web]
}
