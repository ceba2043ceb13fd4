# network 1.0.0
terraform {
  required_version = ">= 1.9.0, < 2.0.0"
}
