# bucket 1.0.0: who may do what
locals {
  bucket_and_objects = [aws_s3_bucket.this.arn, "${aws_s3_bucket.this.arn}/*"]

  read_actions  = ["s3:GetBucketLocation", "s3:GetObject", "s3:ListBucket"]
  write_actions = concat(local.read_actions, ["s3:AbortMultipartUpload", "s3:DeleteObject", "s3:ListMultipartUploadParts", "s3:PutObject"])

  grants = [
    { sid = "Readers", principals = var.reader_arns, actions = local.read_actions },
    { sid = "Writers", principals = var.writer_arns, actions = local.write_actions },
  ]

  client_policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat(
      [{ Effect = "Allow", Action = local.write_actions, Resource = local.bucket_and_objects }],
      [for key in var.kms_key_arn[*] : { Effect = "Allow", Action = ["kms:Decrypt", "kms:GenerateDataKey"], Resource = [key] }],
    )
  })
}

resource "aws_s3_bucket_policy" "this" {
  bucket = aws_s3_bucket.this.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat([
      {
        Sid       = "EncryptedTransportAlone"
        Effect    = "Deny"
        Principal = "*"
        Action    = "s3:*"
        Resource  = local.bucket_and_objects
        Condition = { Bool = { "aws:SecureTransport" = "false" } }
      },
      {
        Sid       = "NoOldTls"
        Effect    = "Deny"
        Principal = "*"
        Action    = "s3:*"
        Resource  = local.bucket_and_objects
        Condition = { NumericLessThan = { "s3:TlsVersion" = "1.2" } }
      },
    ], [for grant in local.grants : { Sid = grant.sid, Effect = "Allow", Principal = { AWS = grant.principals }, Action = grant.actions, Resource = local.bucket_and_objects } if length(grant.principals) > 0])
  })

  # S3 refuses policies while it still sets up the block.
  depends_on = [aws_s3_bucket_public_access_block.this]
}
