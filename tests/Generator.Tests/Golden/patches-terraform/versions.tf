# Pinned, so that the same code means the same tools.
terraform {
  required_version = ">= 1.9.0, < 2.0.0"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "6.19.0"
    }
  }

  # Address, user and token come by TF_HTTP_* variables alone, so that no plan file holds them.
  backend "http" {}
}
