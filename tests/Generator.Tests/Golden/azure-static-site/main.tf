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

# static-site 1.0.0
module "static_site" {
  source = "./modules/static-site"

  domain_names             = ["docs.example.com"]
  location                 = var.azure_location
  prefix                   = local.name
  resource_group_name      = local.resource_group_name
  tags                     = local.tags
  zone_name                = "example.com"
  zone_resource_group_name = "dns"
}
