# What is built, of which modules in which versions. Deployment, environment and parameters come from env/<environment>.tfvars.json.

locals {
  # Within every service's limits (29 characters), and another one for every deployment and environment.
  name = "${trim(substr(replace(lower(var.deployment_id), "_", "-"), 0, 18), "-")}-${substr(sha256("${var.environment}/${var.deployment_id}"), 0, 10)}"

  # The same for each instance that has a name of its own, with that in front.
  instance_names = {
    for instance in ["report"] : replace(instance, "-", "_") =>
    "${trim(substr("${instance}-${replace(lower(var.deployment_id), "_", "-")}", 0, 18), "-")}-${substr(sha256("${var.environment}/${var.deployment_id}/${instance}"), 0, 10)}"
  }

  spec_tags = {}

  tags = merge(var.labels, local.spec_tags, {
    "infra-agent:deployment"  = var.deployment_id
    "infra-agent:environment" = var.environment
  })
}

# function 1.0.0
module "function" {
  source = "./modules/function"

  code_bucket     = "example-media-builds"
  code_handler    = "resize"
  code_key        = "resize/2.1.0.zip"
  code_runtime    = "python313"
  connector_cidr  = "10.8.0.0/28"
  event_topic_ids = ["projects/example-media/topics/uploads"]
  function_name   = "resize"
  labels          = local.labels
  logging         = "cloud-logging"
  memory_mib      = 1024
  metrics         = "cloud-monitoring"
  prefix          = local.name
  project         = var.gcp_project
  region          = var.gcp_region
  secrets = {
    "SIGNING_KEY" = "gcp-sm://example-media/signing-key"
  }
  timeout_seconds = 120
  vpc_name        = "shared"
}

# function 1.0.0
module "report" {
  source = "./modules/function"

  autoscaling_max_count = 1
  code_bucket           = "example-media-builds"
  code_handler          = "report"
  code_key              = "report/1.0.3.zip"
  code_runtime          = "nodejs22"
  function_name         = "report"
  labels                = local.labels
  logging               = "cloud-logging"
  metrics               = "cloud-monitoring"
  prefix                = local.instance_names.report
  project               = var.gcp_project
  region                = var.gcp_region
  schedule              = "0 6 * * 1"
  url                   = "iam"
}
