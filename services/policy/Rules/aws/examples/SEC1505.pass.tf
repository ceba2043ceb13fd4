resource "aws_launch_template" "this" {
  name = "worker"

  metadata_options {
    http_tokens = "required"
  }
}
