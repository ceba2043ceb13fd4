# What is built, of which modules in which versions. Deployment, environment and parameters come from env/<environment>.tfvars.json.

locals {
  # Within every service's limits (29 characters), and another one for every deployment and environment.
  name = "${trim(substr(replace(lower(var.deployment_id), "_", "-"), 0, 18), "-")}-${substr(sha256("${var.environment}/${var.deployment_id}"), 0, 10)}"

  # The same for each instance that has a name of its own, with that in front.
  instance_names = {
    for instance in ["partner"] : replace(instance, "-", "_") =>
    "${trim(substr("${instance}-${replace(lower(var.deployment_id), "_", "-")}", 0, 18), "-")}-${substr(sha256("${var.environment}/${var.deployment_id}/${instance}"), 0, 10)}"
  }

  spec_tags = {}

  tags = merge(var.labels, local.spec_tags, {
    "infra-agent:deployment"  = var.deployment_id
    "infra-agent:environment" = var.environment
  })
}

# secret 1.0.0
module "partner" {
  source = "./modules/secret"

  deletion_protection = false
  prefix              = local.instance_names.partner
  project             = var.gcp_project
  replica_regions     = ["europe-west1", "europe-west4"]
  secret_name         = "partner-token"
  variable            = "PARTNER_TOKEN"
}

# secret 1.0.0
module "secret" {
  source = "./modules/secret"

  kms_key_name   = "projects/shop-4711/locations/global/keyRings/shop/cryptoKeys/secrets"
  prefix         = local.name
  project        = var.gcp_project
  purpose        = "Signs the receipts."
  reader_members = ["serviceAccount:payments@shop-4711.iam.gserviceaccount.com"]
  rotation_days  = 90
  rotation_start = "2030-01-31T02:00:00Z"
  rotation_topic = "projects/shop-4711/topics/rotations"
  secret_name    = "signing-key"
  variable       = "SIGNING_KEY"
  writer_members = ["group:security@example.com"]
}
