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

# queue 1.0.0
module "queue" {
  source = "./modules/queue"

  alarm_age_seconds          = var.alarm_age_seconds
  alarm_topic_arns           = ["arn:aws:sns:eu-central-1:123456789012:on-call"]
  max_receive_count          = 3
  metrics                    = "cloudwatch"
  prefix                     = local.name
  topic_arns                 = ["arn:aws:sns:eu-central-1:123456789012:orders"]
  visibility_timeout_seconds = 300
}
