resource "aws_cloudwatch_log_group" "this" {
  name              = "/shop/api"
  retention_in_days = 1
}
