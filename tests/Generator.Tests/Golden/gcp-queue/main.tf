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

# queue 1.0.0
module "queue" {
  source = "./modules/queue"

  alarm_age_seconds          = var.alarm_age_seconds
  labels                     = local.labels
  max_receive_count          = 10
  metrics                    = "cloud-monitoring"
  notification_channels      = ["projects/shop-4711/notificationChannels/1234567890123456789"]
  prefix                     = local.name
  project                    = var.gcp_project
  receiver_members           = ["serviceAccount:billing@shop-4711.iam.gserviceaccount.com"]
  replay_days                = 7
  sender_members             = ["serviceAccount:shop@shop-4711.iam.gserviceaccount.com"]
  storage_regions            = ["europe-west1", "europe-west4"]
  visibility_timeout_seconds = 300
}
