# Nothing runs yet: more than 100 USD.
resource "aws_nat_gateway" "out" {
  count     = 3
  subnet_id = "subnet-0a1b2c3d4e5f60718"

  allocation_id = "eipalloc-0a1b2c3d4e5f60718"
}
