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

# secret 1.0.0
module "secret" {
  source = "./modules/secret"

  kms_key_arn           = var.kms_key_arn
  prefix                = local.name
  purpose               = "Token of the payment provider."
  reader_arns           = ["arn:aws:iam::210987654321:role/backoffice"]
  replica_regions       = ["eu-west-1"]
  rotation_function_arn = "arn:aws:lambda:eu-central-1:123456789012:function:rotate-provider-token"
  secret_name           = "provider-token"
  variable              = "PROVIDER_TOKEN"
}
