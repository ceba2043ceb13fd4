resource "aws_cloudtrail" "this" {
  name                       = "all"
  s3_bucket_name             = "shop-audit"
  is_multi_region_trail      = true
  enable_log_file_validation = true
}
