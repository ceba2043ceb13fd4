resource "aws_nat_gateway" "out" {
  count     = 1
  subnet_id = "subnet-0a1b2c3d4e5f60718"

  allocation_id = "eipalloc-0a1b2c3d4e5f60718"
}
