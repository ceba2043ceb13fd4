resource "aws_sqs_queue" "part" {
  count = 11
  name  = "deleted-${count.index}"
}
