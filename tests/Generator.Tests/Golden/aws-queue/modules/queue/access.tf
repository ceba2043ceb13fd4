# queue 1.0.0: who may do what
locals {
  queues = { this = aws_sqs_queue.this, dead = aws_sqs_queue.dead }

  sender_statements = concat(
    [for arns in [var.sender_arns] : {
      Sid       = "Senders"
      Effect    = "Allow"
      Principal = { AWS = arns }
      Action    = ["sqs:GetQueueAttributes", "sqs:GetQueueUrl", "sqs:SendMessage"]
      Resource  = aws_sqs_queue.this.arn
    } if length(arns) > 0],
    [for arns in [var.topic_arns] : {
      Sid       = "Topics"
      Effect    = "Allow"
      Principal = { Service = "sns.amazonaws.com" }
      Action    = "sqs:SendMessage"
      Resource  = aws_sqs_queue.this.arn
      Condition = { ArnEquals = { "aws:SourceArn" = arns } }
    } if length(arns) > 0],
  )

  client_policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat([{
      Effect   = "Allow"
      Action   = ["sqs:ChangeMessageVisibility", "sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:GetQueueUrl", "sqs:ReceiveMessage", "sqs:SendMessage"]
      Resource = [aws_sqs_queue.this.arn]
    }], [for key in var.kms_key_arn[*] : { Effect = "Allow", Action = ["kms:Decrypt", "kms:GenerateDataKey"], Resource = [key] }])
  })
}

resource "aws_sqs_queue_policy" "this" {
  for_each = local.queues

  queue_url = each.value.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat([{
      Sid       = "EncryptedTransportAlone"
      Effect    = "Deny"
      Principal = "*"
      Action    = "sqs:*"
      Resource  = each.value.arn
      Condition = { Bool = { "aws:SecureTransport" = "false" } }
    }], each.key == "this" ? local.sender_statements : [])
  })
}
