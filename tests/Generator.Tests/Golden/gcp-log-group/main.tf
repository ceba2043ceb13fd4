# What is built, of which modules in which versions. Deployment, environment and parameters come from env/<environment>.tfvars.json.

locals {
  # Within every service's limits (29 characters), and another one for every deployment and environment.
  name = "${trim(substr(replace(lower(var.deployment_id), "_", "-"), 0, 18), "-")}-${substr(sha256("${var.environment}/${var.deployment_id}"), 0, 10)}"

  # The same for each instance that has a name of its own, with that in front.
  instance_names = {
    for instance in ["cluster"] : replace(instance, "-", "_") =>
    "${trim(substr("${instance}-${replace(lower(var.deployment_id), "_", "-")}", 0, 18), "-")}-${substr(sha256("${var.environment}/${var.deployment_id}/${instance}"), 0, 10)}"
  }

  spec_tags = {}

  tags = merge(var.labels, local.spec_tags, {
    "infra-agent:deployment"  = var.deployment_id
    "infra-agent:environment" = var.environment
  })
}

# log-group 1.0.0
module "cluster" {
  source = "./modules/log-group"

  exclusive = false
  filter    = "resource.type=\"k8s_container\""
  labels    = local.labels
  metrics   = "cloud-monitoring"
  prefix    = local.instance_names.cluster
  project   = var.gcp_project
  region    = var.gcp_region
}

# log-group 1.0.0
module "log_group" {
  source = "./modules/log-group"

  alarm_errors   = 5
  error_pattern  = "severity>=ERROR OR jsonPayload.message=~\"declined\""
  group_name     = "payments"
  kms_key_id     = "projects/example-keys/locations/europe-west1/keyRings/main/cryptoKeys/logs"
  labels         = local.labels
  metrics        = "cloud-monitoring"
  prefix         = local.name
  project        = var.gcp_project
  region         = var.gcp_region
  retention_days = 400
}
