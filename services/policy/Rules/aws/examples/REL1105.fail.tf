resource "aws_s3_bucket" "this" {
  bucket        = "shop-invoices"
  force_destroy = true
}
