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

# log-group 1.0.0
module "log_group" {
  source = "./modules/log-group"

  alarm_topic_arns = ["arn:aws:sns:eu-central-1:123456789012:on-call"]
  error_pattern    = "?ERROR ?Exception"
  group_name       = "audit"
  keep_on_destroy  = true
  kms_key_arn      = var.kms_key_arn
  metrics          = "cloudwatch"
  prefix           = local.name
  retention_days   = 3653
}
