# secret 1.0.0
locals {
  tags = { Module = "secret/1.0.0" }

  read_statement = [for arns in [var.reader_arns] : {
    Sid       = "Readers"
    Effect    = "Allow"
    Principal = { AWS = arns }
    Action    = ["secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"]
    Resource  = aws_secretsmanager_secret.this.arn
  } if length(arns) > 0]
}

# The value is nobody's here: it would be in the state for everyone who reads that.
resource "aws_secretsmanager_secret" "this" {
  name_prefix             = "${var.prefix}/${var.secret_name}-"
  description             = var.purpose
  kms_key_id              = var.kms_key_arn
  recovery_window_in_days = var.recovery_days
  tags                    = local.tags

  dynamic "replica" {
    for_each = toset(var.replica_regions)

    content {
      region = replica.value
    }
  }
}

resource "aws_secretsmanager_secret_policy" "this" {
  secret_arn          = aws_secretsmanager_secret.this.arn
  block_public_policy = true

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat([{
      Sid       = "EncryptedTransportAlone"
      Effect    = "Deny"
      Principal = "*"
      Action    = "secretsmanager:*"
      Resource  = aws_secretsmanager_secret.this.arn
      Condition = { Bool = { "aws:SecureTransport" = "false" } }
    }], local.read_statement)
  })
}

resource "aws_lambda_permission" "rotation" {
  count = var.rotation_function_arn == null ? 0 : 1

  statement_id  = "rotate-${var.prefix}-${var.secret_name}"
  action        = "lambda:InvokeFunction"
  function_name = var.rotation_function_arn
  principal     = "secretsmanager.amazonaws.com"
  source_arn    = aws_secretsmanager_secret.this.arn
}

resource "aws_secretsmanager_secret_rotation" "this" {
  count = var.rotation_function_arn == null ? 0 : 1

  secret_id           = aws_secretsmanager_secret.this.id
  rotation_lambda_arn = var.rotation_function_arn
  rotate_immediately  = false

  rotation_rules {
    automatically_after_days = var.rotation_days
    duration                 = "${var.rotation_hours}h"
  }

  depends_on = [aws_lambda_permission.rotation]
}
