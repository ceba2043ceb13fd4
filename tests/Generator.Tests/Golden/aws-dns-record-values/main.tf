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

  record_name = "example.com"
  ttl_seconds = 3600
  type        = "MX"
  values      = ["10 mail1.example.com", "20 mail2.example.com"]
  zone_id     = "Z0123456789ABCDEFGHIJ"
}
