resource "aws_lb" "this" {
  name                       = "shop"
  subnets                    = ["subnet-1", "subnet-2"]
  drop_invalid_header_fields = true
}
