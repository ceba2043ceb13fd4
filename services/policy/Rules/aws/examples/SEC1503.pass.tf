resource "aws_ecr_repository" "this" {
  name                 = "shop/api"
  image_tag_mutability = "IMMUTABLE"
}
