resource "aws_sqs_queue" "part" {
  count = 15
  name  = "pass-${count.index}"
}
