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

# iam-role 1.0.0
module "iam_role" {
  source = "./modules/iam-role"

  allowed_actions          = ["ecs:UpdateService", "ecs:Describe*"]
  allowed_resources        = ["arn:aws:ecs:eu-central-1:123456789012:service/shop/*"]
  oidc_provider_arn        = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com"
  oidc_subjects            = ["repo:example/shop:ref:refs/heads/main"]
  permissions_boundary_arn = "arn:aws:iam::123456789012:policy/pipelines"
  prefix                   = local.name
  purpose                  = "What the shop's pipeline deploys with."
  role_name                = "deploy"
}
