resource "aws_ecr_repository" "this" {
  name = "shop/api"

  image_scanning_configuration {
    scan_on_push = true
  }
}
