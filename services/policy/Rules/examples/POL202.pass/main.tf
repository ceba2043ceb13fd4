# Ten are deleted, and five replaced.
resource "aws_sqs_queue" "part" {
  count = 5
  name  = "pass-renamed-${count.index}"
}
