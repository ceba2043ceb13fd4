# log-group 1.0.0
locals {
  tags    = { Module = "log-group/1.0.0" }
  name    = "/infra-agent/${var.prefix}/${var.group_name}"
  counted = var.error_pattern != null

  writer_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"]
      Resource = [aws_cloudwatch_log_group.this.arn, "${aws_cloudwatch_log_group.this.arn}:*"]
    }]
  })
}

resource "aws_cloudwatch_log_group" "this" {
  name              = local.name
  retention_in_days = var.retention_days
  kms_key_id        = var.kms_key_arn
  log_group_class   = var.infrequent_access ? "INFREQUENT_ACCESS" : "STANDARD"
  skip_destroy      = var.keep_on_destroy
  tags              = local.tags

  lifecycle {
    precondition {
      condition     = !(var.infrequent_access && local.counted)
      error_message = "A log group of infrequent access has no metrics: leave error_pattern open, or infrequent_access off."
    }
  }
}

resource "aws_cloudwatch_log_metric_filter" "errors" {
  count = local.counted ? 1 : 0

  name           = "${var.prefix}-${var.group_name}-errors"
  log_group_name = aws_cloudwatch_log_group.this.name
  pattern        = var.error_pattern

  metric_transformation {
    namespace     = "InfraAgent"
    name          = "${var.prefix}-${var.group_name}-errors"
    value         = "1"
    default_value = "0"
    unit          = "Count"
  }
}

resource "aws_cloudwatch_metric_alarm" "errors" {
  count = local.counted && var.metrics == "cloudwatch" ? 1 : 0

  alarm_name          = "${var.prefix}-${var.group_name}-errors"
  alarm_description   = "${local.name} tells of errors."
  namespace           = "InfraAgent"
  metric_name         = "${var.prefix}-${var.group_name}-errors"
  statistic           = "Sum"
  comparison_operator = "GreaterThanOrEqualToThreshold"
  threshold           = var.alarm_errors
  period              = 300
  evaluation_periods  = 1
  treat_missing_data  = "notBreaching"
  alarm_actions       = var.alarm_topic_arns
  ok_actions          = var.alarm_topic_arns
  tags                = local.tags

  depends_on = [aws_cloudwatch_log_metric_filter.errors]
}
