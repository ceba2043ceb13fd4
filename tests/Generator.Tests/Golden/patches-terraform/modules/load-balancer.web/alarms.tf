# load-balancer 1.0.0: alarms, where observability asks for them
locals {
  alarms = var.metrics == "cloudwatch" ? 1 : 0
}

resource "aws_cloudwatch_metric_alarm" "unhealthy" {
  count = local.alarms

  alarm_name          = "${var.prefix}-balancer-unhealthy"
  alarm_description   = "Targets of ${var.prefix} do not answer their health check."
  namespace           = "AWS/ApplicationELB"
  metric_name         = "UnHealthyHostCount"
  statistic           = "Maximum"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  period              = 60
  evaluation_periods  = 3
  dimensions          = { LoadBalancer = aws_lb.this.arn_suffix, TargetGroup = aws_lb_target_group.this.arn_suffix }
  alarm_actions       = var.alarm_topic_arns
  ok_actions          = var.alarm_topic_arns
  tags                = local.tags
}

resource "aws_cloudwatch_metric_alarm" "errors" {
  for_each = local.alarms == 0 ? {} : { balancer = "HTTPCode_ELB_5XX_Count", target = "HTTPCode_Target_5XX_Count" }

  alarm_name          = "${var.prefix}-${each.key}-errors"
  alarm_description   = "The ${each.key} of ${var.prefix} answers with errors."
  namespace           = "AWS/ApplicationELB"
  metric_name         = each.value
  statistic           = "Sum"
  comparison_operator = "GreaterThanOrEqualToThreshold"
  threshold           = var.alarm_errors
  period              = 300
  evaluation_periods  = 1
  treat_missing_data  = "notBreaching"
  dimensions          = { LoadBalancer = aws_lb.this.arn_suffix }
  alarm_actions       = var.alarm_topic_arns
  ok_actions          = var.alarm_topic_arns
  tags                = local.tags
}
