resource "aws_lb" "this" {
  name    = "shop"
  subnets = ["subnet-1", "subnet-2"]
}
