# service 1.0.0
locals {
  id = "${var.prefix}-service"
}

resource "terraform_data" "replica" {
  count = var.replicas

  input = {
    id      = "${local.id}-${count.index}"
    address = cidrhost(var.subnet_cidrs[count.index % length(var.subnet_cidrs)], 10 + floor(count.index / length(var.subnet_cidrs)))
    port    = var.port
    image   = var.image
    env     = var.environment_variables
    module  = "service 1.0.0"
    tags    = var.tags
  }

  triggers_replace = [var.image, var.config_revision, var.environment_variables]
}

# No shell: the one argument is a number, checked above, and handed to the program as it is.
resource "terraform_data" "rollout" {
  count = var.apply_seconds > 0 ? 1 : 0

  triggers_replace = [var.apply_seconds, terraform_data.replica[*].id]

  provisioner "local-exec" {
    interpreter = ["sleep"]
    command     = tostring(var.apply_seconds)
  }
}

resource "terraform_data" "endpoint" {
  input = {
    id       = "${local.id}-endpoint"
    url      = "http://${local.id}.localhost:${var.port}"
    replicas = terraform_data.replica[*].output.id
    tags     = var.tags
  }

  depends_on = [terraform_data.rollout]
}
