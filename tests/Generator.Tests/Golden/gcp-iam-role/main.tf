# What is built, of which modules in which versions. Deployment, environment and parameters come from env/<environment>.tfvars.json.

locals {
  # Within every service's limits (29 characters), and another one for every deployment and environment.
  name = "${trim(substr(replace(lower(var.deployment_id), "_", "-"), 0, 18), "-")}-${substr(sha256("${var.environment}/${var.deployment_id}"), 0, 10)}"

  # The same for each instance that has a name of its own, with that in front.
  instance_names = {
    for instance in ["deployer", "worker"] : replace(instance, "-", "_") =>
    "${trim(substr("${instance}-${replace(lower(var.deployment_id), "_", "-")}", 0, 18), "-")}-${substr(sha256("${var.environment}/${var.deployment_id}/${instance}"), 0, 10)}"
  }

  spec_tags = {}

  tags = merge(var.labels, local.spec_tags, {
    "infra-agent:deployment"  = var.deployment_id
    "infra-agent:environment" = var.environment
  })
}

# bucket 1.0.0
module "bucket" {
  source = "./modules/bucket"

  prefix  = local.name
  project = var.gcp_project
  region  = var.gcp_region
}

# iam-role 1.0.0
module "deployer" {
  source = "./modules/iam-role"

  allowed_permissions = ["cloudbuild.builds.create", "cloudbuild.builds.get"]
  oidc_attributes     = ["repository/shop/api"]
  oidc_claims = {
    "repository"       = "repository"
    "repository_owner" = "repository_owner"
  }
  oidc_condition = "assertion.repository_owner == \"shop\""
  oidc_issuer    = "https://token.actions.githubusercontent.com"
  oidc_subjects  = ["repo:shop/web:ref:refs/heads/main"]
  prefix         = local.instance_names.deployer
  project        = var.gcp_project
  project_roles  = ["roles/run.developer", "roles/logging.logWriter"]
  purpose        = "Builds and rolls out from GitHub."
  role_name      = "deployer"
}

# registry 1.0.0
module "registry" {
  source = "./modules/registry"

  prefix         = local.name
  project        = var.gcp_project
  pusher_members = [module.deployer.member]
  region         = var.gcp_region
  repositories   = ["app"]
}

# iam-role 1.0.0
module "worker" {
  source = "./modules/iam-role"

  bucket_names        = [module.bucket.name]
  bucket_role         = "roles/storage.objectUser"
  condition           = "request.time < timestamp(\"2031-01-01T00:00:00Z\")"
  database_instances  = ["db-shop", "db-reports"]
  kubernetes_accounts = ["shop/worker"]
  prefix              = local.instance_names.worker
  project             = var.gcp_project
  project_roles       = ["roles/cloudtrace.agent"]
  role_name           = "worker"
  secret_ids          = ["projects/shop-4711/secrets/partner"]
  subscription_ids    = ["projects/shop-4711/subscriptions/orders"]
  topic_ids           = ["projects/shop-4711/topics/orders"]
  trusted_members     = ["group:on-call@example.com"]
}
