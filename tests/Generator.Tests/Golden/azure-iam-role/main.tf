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

  bucket_name         = "releases"
  location            = var.azure_location
  prefix              = local.name
  resource_group_name = local.resource_group_name
  tags                = local.tags
}

# iam-role 1.0.0
module "iam_role" {
  source = "./modules/iam-role"

  allowed_actions     = ["Microsoft.App/containerApps/read", "Microsoft.App/containerApps/write"]
  allowed_scopes      = ["/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/apps"]
  location            = var.azure_location
  oidc_issuer         = "https://token.actions.githubusercontent.com"
  oidc_subjects       = ["repo:example/shop:ref:refs/heads/main", "repo:example/shop:environment:prod"]
  prefix              = local.name
  resource_group_name = local.resource_group_name
  role_name           = "release"
  roles = {
    "Azure Service Bus Data Sender" = module.queue.id
    "Reader#monitoring"             = "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/monitoring"
    "Storage Blob Data Contributor" = module.bucket.id
  }
  tags = local.tags
}

# queue 1.0.0
module "queue" {
  source = "./modules/queue"

  location            = var.azure_location
  prefix              = local.name
  resource_group_name = local.resource_group_name
  tags                = local.tags
}
