resource "aws_sns_topic" "this" {
  name              = "alarms"
  kms_master_key_id = "alias/aws/sns"
}
