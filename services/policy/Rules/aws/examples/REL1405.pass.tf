resource "aws_secretsmanager_secret" "this" {
  name = "shop/payment"
}
