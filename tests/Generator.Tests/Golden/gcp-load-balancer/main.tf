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

# dns-record 1.0.0
module "dns_record" {
  source = "./modules/dns-record"

  addresses   = module.load_balancer.ip_addresses
  record_name = "www.example.com"
  zone_name   = "example-com"
}

# load-balancer 1.0.0
module "load_balancer" {
  source = "./modules/load-balancer"

  cdn                   = true
  client_cidrs          = ["203.0.113.0/24", "198.51.100.0/24"]
  domain_names          = ["www.example.com", "example.com"]
  ipv6                  = true
  labels                = local.labels
  logging               = "cloud-logging"
  metrics               = "cloud-monitoring"
  notification_channels = ["projects/example-web/notificationChannels/1234567890"]
  prefix                = local.name
  region                = var.gcp_region
  requests_per_minute   = 600
  service_names         = ["run-web"]
}
