resource "aws_cloudtrail" "this" {
  name           = "all"
  s3_bucket_name = "shop-audit"
}
