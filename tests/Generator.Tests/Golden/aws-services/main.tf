# What is built, of which modules in which versions. Deployment, environment and parameters come from env/<environment>.tfvars.json.

locals {
  # Within every service's limits (29 characters), and another one for every deployment and environment.
  name = "${trim(substr(replace(lower(var.deployment_id), "_", "-"), 0, 18), "-")}-${substr(sha256("${var.environment}/${var.deployment_id}"), 0, 10)}"

  # The same for each instance that has a name of its own, with that in front.
  instance_names = {
    for instance in ["files", "web", "worker"] : replace(instance, "-", "_") =>
    "${trim(substr("${instance}-${replace(lower(var.deployment_id), "_", "-")}", 0, 18), "-")}-${substr(sha256("${var.environment}/${var.deployment_id}/${instance}"), 0, 10)}"
  }

  spec_tags = {
    "team" = "shop"
  }

  tags = merge(var.labels, local.spec_tags, {
    "infra-agent:deployment"  = var.deployment_id
    "infra-agent:environment" = var.environment
  })
}

# ecs-service 1.6.0
module "files" {
  source = "./modules/ecs-service"

  container_image               = "ghcr.io/example/files:1.2.0"
  container_port                = 8080
  cpu                           = 256
  database_environment          = module.postgres.environment
  database_port                 = module.postgres.port
  database_secret_kms_key_arns  = module.postgres.secret_kms_key_arns
  database_secrets              = module.postgres.secrets
  database_security_group_ids   = module.postgres.security_group_ids
  desired_count                 = 1
  health_check_grace_seconds    = 60
  health_check_interval_seconds = 10
  health_check_path             = "/"
  health_check_retries          = 3
  health_check_timeout_seconds  = 2
  kept_volumes = {
    "data" = "/srv/files"
  }
  load_balancer            = "internal"
  logging                  = "cloudwatch"
  memory                   = 512
  network_cidrs            = module.vpc.cidr_blocks
  prefix                   = local.instance_names.files
  private_subnet_ids       = module.vpc.private_subnet_ids
  public_subnet_ids        = module.vpc.public_subnet_ids
  readonly_root_filesystem = true
  vpc_id                   = module.vpc.id
}

# postgres 1.1.0
module "postgres" {
  source = "./modules/postgres"

  logging    = "cloudwatch"
  prefix     = local.name
  subnet_ids = module.vpc.private_subnet_ids
  vpc_id     = module.vpc.id
}

# vpc 3.21.0
module "vpc" {
  source = "./modules/vpc"

  cidr    = "10.40.0.0/16"
  logging = "cloudwatch"
  prefix  = local.name
}

# ecs-service 1.6.0
module "web" {
  source = "./modules/ecs-service"

  args                            = ["--listen", ":8080"]
  autoscaling_cpu_percent         = 70
  autoscaling_max_count           = 10
  autoscaling_min_count           = 2
  autoscaling_requests_per_second = 50
  command                         = ["/app/web"]
  container_image                 = "ghcr.io/example/web:5.0.0"
  container_port                  = 8080
  container_user                  = 10001
  cpu                             = 256
  database_environment            = module.postgres.environment
  database_port                   = module.postgres.port
  database_secret_kms_key_arns    = module.postgres.secret_kms_key_arns
  database_secrets                = module.postgres.secrets
  database_security_group_ids     = module.postgres.security_group_ids
  desired_count                   = 2
  environment_variables = {
    "LEVEL" = "info"
  }
  health_check_grace_seconds    = 60
  health_check_interval_seconds = 10
  health_check_path             = "/healthz"
  health_check_retries          = 3
  health_check_timeout_seconds  = 2
  host                          = "shop.example.com"
  host_path                     = "/store"
  load_balancer                 = "public"
  logging                       = "cloudwatch"
  memory                        = 1024
  network_cidrs                 = module.vpc.cidr_blocks
  prefix                        = local.instance_names.web
  private_subnet_ids            = module.vpc.private_subnet_ids
  public_subnet_ids             = module.vpc.public_subnet_ids
  readonly_root_filesystem      = true
  scratch_volumes = {
    "cache" = "/var/cache/web"
  }
  secret_references = {
    "PAYMENT_TOKEN" = "aws-sm://prod/shop/payment#token"
    "SIGNING_KEY"   = "aws-sm://prod/shop/signing-key"
  }
  tls     = true
  vpc_id  = module.vpc.id
  zone_id = var.web_zone_id
}

# ecs-service 1.6.0
module "worker" {
  source = "./modules/ecs-service"

  container_image               = "ghcr.io/example/worker:2.1.0"
  cpu                           = 256
  database_environment          = module.postgres.environment
  database_port                 = module.postgres.port
  database_secret_kms_key_arns  = module.postgres.secret_kms_key_arns
  database_secrets              = module.postgres.secrets
  database_security_group_ids   = module.postgres.security_group_ids
  desired_count                 = 1
  health_check_command          = ["/app/worker", "ping"]
  health_check_grace_seconds    = 120
  health_check_interval_seconds = 30
  health_check_retries          = 3
  health_check_timeout_seconds  = 2
  load_balancer                 = "none"
  logging                       = "cloudwatch"
  memory                        = 512
  network_cidrs                 = module.vpc.cidr_blocks
  prefix                        = local.instance_names.worker
  private_subnet_ids            = module.vpc.private_subnet_ids
  public_subnet_ids             = module.vpc.public_subnet_ids
  readonly_root_filesystem      = true
  vpc_id                        = module.vpc.id

  depends_on = [module.web]
}
