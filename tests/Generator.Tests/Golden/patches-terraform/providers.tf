# Credentials come from the environment of the process that applies.
provider "aws" {
  region = var.aws_region

  default_tags {
    tags = local.tags
  }
}
