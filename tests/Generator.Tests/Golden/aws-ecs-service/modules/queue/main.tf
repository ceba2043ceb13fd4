# queue 1.0.0
locals {
  tags   = { Module = "queue/1.0.0" }
  suffix = var.fifo ? ".fifo" : ""
}

resource "aws_sqs_queue" "this" {
  name                        = "${var.prefix}${local.suffix}"
  fifo_queue                  = var.fifo
  content_based_deduplication = var.fifo && var.content_based_deduplication
  deduplication_scope         = var.fifo ? "messageGroup" : null
  fifo_throughput_limit       = var.fifo ? "perMessageGroupId" : null
  visibility_timeout_seconds  = var.visibility_timeout_seconds
  delay_seconds               = var.delay_seconds
  receive_wait_time_seconds   = var.receive_wait_seconds
  max_message_size            = var.max_message_kib * 1024
  message_retention_seconds   = var.retention_days * 86400
  sqs_managed_sse_enabled     = var.kms_key_arn == null ? true : null
  kms_master_key_id           = var.kms_key_arn
  tags                        = local.tags

  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.dead.arn
    maxReceiveCount     = var.max_receive_count
  })

  lifecycle {
    precondition {
      condition     = var.fifo || !var.content_based_deduplication
      error_message = "content_based_deduplication is for FIFO queues: set fifo as well."
    }
  }
}

# The age of a message counts from when it was sent, so it stays here as long as there can be.
resource "aws_sqs_queue" "dead" {
  name                      = "${var.prefix}-dead${local.suffix}"
  fifo_queue                = var.fifo
  message_retention_seconds = 1209600
  max_message_size          = var.max_message_kib * 1024
  sqs_managed_sse_enabled   = var.kms_key_arn == null ? true : null
  kms_master_key_id         = var.kms_key_arn
  tags                      = local.tags
}

resource "aws_sqs_queue_redrive_allow_policy" "dead" {
  queue_url = aws_sqs_queue.dead.id

  redrive_allow_policy = jsonencode({
    redrivePermission = "byQueue"
    sourceQueueArns   = [aws_sqs_queue.this.arn]
  })
}
