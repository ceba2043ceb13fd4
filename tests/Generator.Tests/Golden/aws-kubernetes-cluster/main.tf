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

  administrator_arns  = ["arn:aws:iam::123456789012:role/platform"]
  logging             = "cloudwatch"
  max_node_count      = 12
  min_node_count      = 3
  node_count          = 4
  node_instance_types = ["m7g.xlarge"]
  prefix              = local.name
  secrets_key_arn     = var.secrets_key_arn
  subnet_ids          = module.vpc.private_subnet_ids
  viewer_arns         = ["arn:aws:iam::123456789012:role/developer"]
}

# vpc 3.21.0
module "vpc" {
  source = "./modules/vpc"

  cidr    = "10.48.0.0/16"
  logging = "cloudwatch"
  prefix  = local.name
}
