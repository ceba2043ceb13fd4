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

# redis 1.0.0
module "redis" {
  source = "./modules/redis"

  kms_key_name          = var.kms_key_name
  labels                = local.labels
  max_memory_policy     = "allkeys-lru"
  metrics               = "cloud-monitoring"
  node_type             = "HIGHMEM_MEDIUM"
  notification_channels = ["projects/shop-4711/notificationChannels/1234567890123456789"]
  persistence           = "aof"
  prefix                = local.name
  project               = var.gcp_project
  region                = var.gcp_region
  replicas              = 1
  shards                = 3
  subnet_ids            = ["projects/net-4711/regions/europe-west1/subnetworks/endpoints"]
  vpc_id                = "projects/net-4711/global/networks/shared"
}
