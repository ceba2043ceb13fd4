resource "aws_s3_bucket_versioning" "this" {
  bucket = "shop-invoices"

  versioning_configuration {
    status = "Suspended"
  }
}
