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

# bucket 1.0.0
module "bucket" {
  source = "./modules/bucket"

  prefix = local.name
}

# function 1.0.0
module "function" {
  source = "./modules/function"

  alarm_topic_arns    = ["arn:aws:sns:eu-central-1:123456789012:on-call"]
  architecture        = "arm64"
  bucket_environment  = module.bucket.environment
  bucket_policies     = module.bucket.policies
  event_queue_arns    = ["arn:aws:sqs:eu-central-1:123456789012:uploads"]
  image_uri           = "123456789012.dkr.ecr.eu-central-1.amazonaws.com/shop/resize:1.2.0"
  memory_mib          = 2048
  metrics             = "cloudwatch"
  prefix              = local.name
  readable_secrets    = module.secret.secrets
  secret_kms_key_arns = module.secret.secret_kms_key_arns
  tracing             = "xray"
  url                 = "iam"
}

# secret 1.0.0
module "secret" {
  source = "./modules/secret"

  prefix = local.name
}
