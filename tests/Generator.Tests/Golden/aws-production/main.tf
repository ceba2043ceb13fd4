# What is built, of which modules in which versions. Deployment, environment and parameters come from env/<environment>.tfvars.json.

locals {
  # Within every service's limits (29 characters), and another one for every deployment and environment.
  name = "${trim(substr(replace(lower(var.deployment_id), "_", "-"), 0, 18), "-")}-${substr(sha256("${var.environment}/${var.deployment_id}"), 0, 10)}"

  spec_tags = {
    "cost-center" = "4711"
    "team"        = "platform"
  }

  tags = merge(var.labels, local.spec_tags, {
    "infra-agent:deployment"  = var.deployment_id
    "infra-agent:environment" = var.environment
  })
}

# ecs-service 1.4.5
module "ecs_service" {
  source = "./modules/ecs-service"

  autoscaling_max_count = 12
  autoscaling_min_count = 3
  certificate_arn       = var.certificate_arn
  client_cidrs          = ["0.0.0.0/0"]
  container_image       = var.container_image
  cpu                   = 1024
  desired_count         = var.desired_count
  environment_variables = {
    "GREETING" = "Hello, $${name}!"
  }
  health_check_path  = "/healthz"
  load_balancer      = "public"
  logging            = "cloudwatch"
  memory             = 4096
  metrics            = "cloudwatch"
  prefix             = local.name
  private_subnet_ids = module.vpc.private_subnet_ids
  public_subnet_ids  = module.vpc.public_subnet_ids
  tracing            = "xray"
  vpc_id             = module.vpc.id
}

# vpc 3.21.0
module "vpc" {
  source = "./modules/vpc"

  availability_zones = 3
  cidr               = "10.32.0.0/16"
  logging            = "cloudwatch"
  nat_gateways       = "per_zone"
  prefix             = local.name
}
