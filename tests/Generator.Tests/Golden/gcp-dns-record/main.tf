# What is built, of which modules in which versions. Deployment, environment and parameters come from env/<environment>.tfvars.json.

locals {
  # Within every service's limits (29 characters), and another one for every deployment and environment.
  name = "${trim(substr(replace(lower(var.deployment_id), "_", "-"), 0, 18), "-")}-${substr(sha256("${var.environment}/${var.deployment_id}"), 0, 10)}"

  # The same for each instance that has a name of its own, with that in front.
  instance_names = {
    for instance in ["mx", "spf"] : replace(instance, "-", "_") =>
    "${trim(substr("${instance}-${replace(lower(var.deployment_id), "_", "-")}", 0, 18), "-")}-${substr(sha256("${var.environment}/${var.deployment_id}/${instance}"), 0, 10)}"
  }

  spec_tags = {}

  tags = merge(var.labels, local.spec_tags, {
    "infra-agent:deployment"  = var.deployment_id
    "infra-agent:environment" = var.environment
  })
}

# dns-record 1.0.0
module "mx" {
  source = "./modules/dns-record"

  record_name  = "example.com"
  ttl_seconds  = var.mx_ttl_seconds
  type         = "MX"
  values       = ["1 smtp.google.com"]
  zone_name    = "example-com"
  zone_project = "example-dns"
}

# dns-record 1.0.0
module "spf" {
  source = "./modules/dns-record"

  record_name  = "example.com"
  ttl_seconds  = 3600
  type         = "TXT"
  values       = ["v=spf1 include:_spf.google.com ~all"]
  zone_name    = "example-com"
  zone_project = "example-dns"
}
