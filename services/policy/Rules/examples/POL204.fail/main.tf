resource "aws_sqs_queue" "orders" {
  name          = "slower"
  delay_seconds = 30
}
