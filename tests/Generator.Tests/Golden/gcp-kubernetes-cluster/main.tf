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

# kubernetes-cluster 1.0.0
module "kubernetes_cluster" {
  source = "./modules/kubernetes-cluster"

  administrator_members = ["group:platform@example.com"]
  binary_authorization  = true
  logging               = "cloud-logging"
  metrics               = "cloud-monitoring"
  pods_range_name       = module.vpc.pods_range_name
  prefix                = local.name
  project               = var.gcp_project
  public_cidrs          = ["203.0.113.0/24"]
  region                = var.gcp_region
  release_channel       = "STABLE"
  secrets_kms_key_id    = "projects/example-keys/locations/europe-west1/keyRings/main/cryptoKeys/secrets"
  services_range_name   = module.vpc.services_range_name
  subnet_ids            = module.vpc.private_subnet_ids
  viewer_members        = ["group:developers@example.com"]
  vpc_id                = module.vpc.id
}

# vpc 1.0.0
module "vpc" {
  source = "./modules/vpc"

  cidr    = "10.64.0.0/14"
  logging = "cloud-logging"
  prefix  = local.name
  region  = var.gcp_region
}
