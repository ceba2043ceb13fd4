resource "aws_s3_bucket_acl" "this" {
  bucket = "shop-invoices"
  acl    = "private"
}
