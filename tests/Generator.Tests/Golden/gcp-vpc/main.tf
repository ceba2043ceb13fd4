# What is built, of which modules in which versions. Deployment, environment and parameters come from env/<environment>.tfvars.json.

locals {
  # Within every service's limits (29 characters), and another one for every deployment and environment.
  name = "${trim(substr(replace(lower(var.deployment_id), "_", "-"), 0, 18), "-")}-${substr(sha256("${var.environment}/${var.deployment_id}"), 0, 10)}"

  spec_tags = {
    "cost-center" = "4711"
    "team"        = "network"
  }

  tags = merge(var.labels, local.spec_tags, {
    "infra-agent:deployment"  = var.deployment_id
    "infra-agent:environment" = var.environment
  })
}

# vpc 1.0.0
module "vpc" {
  source = "./modules/vpc"

  cidr              = "10.40.0.0/16"
  flow_log_sampling = 1
  iap_ssh           = true
  logging           = "cloud-logging"
  nat_addresses     = 2
  prefix            = local.name
  proxy_subnet      = true
  region            = var.gcp_region
}
