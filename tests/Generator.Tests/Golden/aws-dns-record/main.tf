# What is built, of which modules in which versions. Deployment, environment and parameters come from env/<environment>.tfvars.json.

locals {
  # Within every service's limits (29 characters), and another one for every deployment and environment.
  name = "${trim(substr(replace(lower(var.deployment_id), "_", "-"), 0, 18), "-")}-${substr(sha256("${var.environment}/${var.deployment_id}"), 0, 10)}"

  spec_tags = {}

  tags = merge(var.labels, local.spec_tags, {
    "infra-agent:deployment"  = var.deployment_id
    "infra-agent:environment" = var.environment
  })
}

# dns-record 1.0.0
module "dns_record" {
  source = "./modules/dns-record"

  alias_names   = module.load_balancer.dns_names
  alias_zone_id = module.load_balancer.zone_id
  record_name   = "shop.example.com"
  zone_id       = "Z0123456789ABCDEFGHIJ"
}

# load-balancer 1.0.0
module "load_balancer" {
  source = "./modules/load-balancer"

  access_log_bucket  = "central-access-logs"
  alarm_topic_arns   = ["arn:aws:sns:eu-central-1:123456789012:on-call"]
  certificate_arn    = var.certificate_arn
  client_cidrs       = ["0.0.0.0/0"]
  metrics            = "cloudwatch"
  prefix             = local.name
  private_subnet_ids = module.vpc.private_subnet_ids
  public             = true
  public_subnet_ids  = module.vpc.public_subnet_ids
  target_cidrs       = module.vpc.cidr_blocks
  vpc_id             = module.vpc.id
}

# vpc 3.21.0
module "vpc" {
  source = "./modules/vpc"

  cidr   = "10.40.0.0/16"
  prefix = local.name
}
