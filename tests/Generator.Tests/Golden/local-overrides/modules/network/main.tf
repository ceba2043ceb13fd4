# network 1.0.0
locals {
  id = "${var.prefix}-network"

  # The smallest number of bits that tells the subnets apart.
  bits = ceil(log(max(var.subnets, 2), 2))
}

# A change of the block replaces the network, as it would in a cloud.
resource "terraform_data" "network" {
  input = {
    id     = local.id
    cidr   = var.cidr
    module = "network 1.0.0"
    tags   = var.tags
  }

  triggers_replace = [local.id, var.cidr]
}

resource "terraform_data" "subnet" {
  count = var.subnets

  input = {
    id      = "${local.id}-${count.index}"
    network = terraform_data.network.output.id
    cidr    = cidrsubnet(var.cidr, local.bits, count.index)
    tags    = var.tags
  }

  triggers_replace = [terraform_data.network.id, cidrsubnet(var.cidr, local.bits, count.index)]
}
