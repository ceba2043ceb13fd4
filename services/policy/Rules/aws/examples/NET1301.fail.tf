resource "aws_default_security_group" "this" {
  vpc_id = "vpc-0a1b2c3d"
  egress = []

  ingress {
    protocol  = "-1"
    from_port = 0
    to_port   = 0
    self      = true
  }
}
