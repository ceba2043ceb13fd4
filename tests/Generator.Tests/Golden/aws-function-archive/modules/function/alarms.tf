# function 1.0.0: alarms, where observability asks for them
locals {
  alarms = var.metrics == "cloudwatch" ? {
    errors    = { metric = "Errors", statistic = "Sum", threshold = 0, says = "Calls of ${local.name} end with an error." }
    throttles = { metric = "Throttles", statistic = "Sum", threshold = 0, says = "Calls of ${local.name} are turned away." }
    duration  = { metric = "Duration", statistic = "Maximum", threshold = var.timeout_seconds * 900, says = "Calls of ${local.name} take nearly as long as they may." }
  } : {}
}

resource "aws_cloudwatch_metric_alarm" "this" {
  for_each = local.alarms

  alarm_name          = "${local.name}-${each.key}"
  alarm_description   = each.value.says
  namespace           = "AWS/Lambda"
  metric_name         = each.value.metric
  statistic           = each.value.statistic
  comparison_operator = "GreaterThanThreshold"
  threshold           = each.value.threshold
  period              = 60
  evaluation_periods  = 3
  treat_missing_data  = "notBreaching"
  dimensions          = { FunctionName = aws_lambda_function.this.function_name }
  alarm_actions       = var.alarm_topic_arns
  ok_actions          = var.alarm_topic_arns
  tags                = local.tags
}
