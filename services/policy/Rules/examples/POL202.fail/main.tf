resource "aws_sqs_queue" "part" {
  count = 6
  name  = "replaced-renamed-${count.index}"
}
