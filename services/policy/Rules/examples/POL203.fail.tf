resource "aws_security_group" "orders" {
  name   = "orders"
  vpc_id = "vpc-0a1b2c3d4e5f60718"

  ingress {
    from_port   = 5000
    to_port     = 6000
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}
