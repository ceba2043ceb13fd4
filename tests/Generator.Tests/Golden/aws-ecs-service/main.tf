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

# bucket 1.0.0
module "bucket" {
  source = "./modules/bucket"

  prefix = local.name
}

# ecs-service 1.5.0
module "ecs_service" {
  source = "./modules/ecs-service"

  bucket_environment           = module.bucket.environment
  bucket_policies              = module.bucket.policies
  cache_environment            = module.redis.environment
  cache_policies               = module.redis.policies
  cache_port                   = module.redis.port
  cache_secret_kms_key_arns    = module.redis.secret_kms_key_arns
  cache_secrets                = module.redis.secrets
  cache_security_group_ids     = module.redis.security_group_ids
  certificate_arn              = var.certificate_arn
  client_cidrs                 = ["0.0.0.0/0"]
  container_image              = "ghcr.io/example/shop:1.4.0"
  database_environment         = module.postgres.environment
  database_port                = module.postgres.port
  database_secret_kms_key_arns = module.postgres.secret_kms_key_arns
  database_secrets             = module.postgres.secrets
  database_security_group_ids  = module.postgres.security_group_ids
  environment_variables = {
    "GREETING" = "Hello"
  }
  load_balancer       = "public"
  logging             = "cloudwatch"
  metrics             = "cloudwatch"
  prefix              = local.name
  private_subnet_ids  = module.vpc.private_subnet_ids
  public_subnet_ids   = module.vpc.public_subnet_ids
  queue_environment   = module.queue.environment
  queue_policies      = module.queue.policies
  secret_kms_key_arns = module.secret.secret_kms_key_arns
  secrets             = module.secret.secrets
  vpc_id              = module.vpc.id
}

# postgres 1.1.0
module "postgres" {
  source = "./modules/postgres"

  kms_key_arn = "arn:aws:kms:eu-central-1:123456789012:key/0f8fad5b-d9cb-469f-a165-70867728950e"
  logging     = "cloudwatch"
  metrics     = "cloudwatch"
  prefix      = local.name
  subnet_ids  = module.vpc.private_subnet_ids
  vpc_id      = module.vpc.id
}

# queue 1.0.0
module "queue" {
  source = "./modules/queue"

  metrics = "cloudwatch"
  prefix  = local.name
}

# redis 1.0.0
module "redis" {
  source = "./modules/redis"

  logging    = "cloudwatch"
  metrics    = "cloudwatch"
  prefix     = local.name
  subnet_ids = module.vpc.private_subnet_ids
  vpc_id     = module.vpc.id
}

# secret 1.0.0
module "secret" {
  source = "./modules/secret"

  prefix = local.name
}

# vpc 3.21.0
module "vpc" {
  source = "./modules/vpc"

  cidr    = "10.40.0.0/16"
  logging = "cloudwatch"
  prefix  = local.name
}
