# redis 1.0.0: logs and alarms, as observability asks for
locals {
  log_kinds     = var.logging == "cloudwatch" ? ["engine-log", "slow-log"] : []
  watched_nodes = var.metrics == "cloudwatch" ? local.nodes : []
}

resource "aws_cloudwatch_log_group" "this" {
  for_each = toset(local.log_kinds)

  name              = "/infra-agent/${var.prefix}/cache-${each.value}"
  retention_in_days = var.log_retention_days
  kms_key_id        = var.log_kms_key_arn
  tags              = local.tags
}

resource "aws_cloudwatch_metric_alarm" "cpu" {
  for_each = toset(local.watched_nodes)

  alarm_name          = "${each.value}-cpu"
  alarm_description   = "${each.value} is at its limit of CPU."
  namespace           = "AWS/ElastiCache"
  metric_name         = "EngineCPUUtilization"
  statistic           = "Average"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 85
  period              = 60
  evaluation_periods  = 5
  dimensions          = { CacheClusterId = each.value }
  alarm_actions       = var.alarm_topic_arns
  ok_actions          = var.alarm_topic_arns
  tags                = local.tags
}

resource "aws_cloudwatch_metric_alarm" "memory" {
  for_each = toset(local.watched_nodes)

  alarm_name          = "${each.value}-memory"
  alarm_description   = "${each.value} has little memory left, and soon forgets or refuses."
  namespace           = "AWS/ElastiCache"
  metric_name         = "DatabaseMemoryUsagePercentage"
  statistic           = "Maximum"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 90
  period              = 60
  evaluation_periods  = 5
  dimensions          = { CacheClusterId = each.value }
  alarm_actions       = var.alarm_topic_arns
  ok_actions          = var.alarm_topic_arns
  tags                = local.tags
}
