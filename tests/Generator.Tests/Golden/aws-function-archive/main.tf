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

# function 1.0.0
module "function" {
  source = "./modules/function"

  code_bucket  = "builds"
  code_handler = "app.handler"
  code_key     = "nightly/1.4.0.zip"
  code_runtime = "python3.13"
  prefix       = local.name
  schedule     = "cron(0 3 * * ? *)"
  subnet_ids   = ["subnet-0a1b2c3d", "subnet-1a1b2c3d"]
  vpc_id       = "vpc-0a1b2c3d"
}
