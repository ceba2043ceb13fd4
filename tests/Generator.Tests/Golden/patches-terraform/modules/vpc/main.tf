# vpc 3.21.0
locals {
  tags  = { Module = "vpc/3.21.0" }
  zones = slice(data.aws_availability_zones.available.names, 0, var.availability_zones)

  # The quarters 0 to 2 of the block are private; the last one holds the public sixteenths. More zones later renumber nothing.
  private_cidrs = [for i in range(var.availability_zones) : cidrsubnet(var.cidr, 2, i)]
  public_cidrs  = [for i in range(var.availability_zones) : cidrsubnet(var.cidr, 4, 12 + i)]
}

# Zones that every account has: no local zones, nothing that must be opted into.
data "aws_availability_zones" "available" {
  state = "available"

  filter {
    name   = "opt-in-status"
    values = ["opt-in-not-required"]
  }
}

resource "aws_vpc" "this" {
  cidr_block           = var.cidr
  enable_dns_hostnames = true
  enable_dns_support   = true
  tags                 = merge(local.tags, { Name = var.prefix })

  lifecycle {
    precondition {
      condition     = length(data.aws_availability_zones.available.names) >= var.availability_zones
      error_message = "The region has fewer availability zones than availability_zones asks for."
    }
  }
}

# Without rules: what is not given a group of its own can talk to nobody.
resource "aws_default_security_group" "this" {
  vpc_id = aws_vpc.this.id
  tags   = merge(local.tags, { Name = "${var.prefix}-default-unused" })
}

resource "aws_subnet" "private" {
  count = var.availability_zones

  vpc_id            = aws_vpc.this.id
  availability_zone = local.zones[count.index]
  cidr_block        = local.private_cidrs[count.index]
  tags              = merge(local.tags, { Name = "${var.prefix}-private-${local.zones[count.index]}" })
}

resource "aws_subnet" "public" {
  count = var.availability_zones

  vpc_id                  = aws_vpc.this.id
  availability_zone       = local.zones[count.index]
  cidr_block              = local.public_cidrs[count.index]
  map_public_ip_on_launch = false
  tags                    = merge(local.tags, { Name = "${var.prefix}-public-${local.zones[count.index]}" })
}
