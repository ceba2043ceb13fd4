resource "aws_secretsmanager_secret" "this" {
  name                    = "shop/payment"
  recovery_window_in_days = 0
}
