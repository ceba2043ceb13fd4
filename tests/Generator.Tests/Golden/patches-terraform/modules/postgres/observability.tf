# postgres 1.1.0: logs, measurements and alarms
locals {
  log_kinds            = var.logging == "cloudwatch" ? ["postgresql", "upgrade"] : []
  alarms               = var.metrics == "cloudwatch"
  performance_insights = var.performance_insights_retention_days > 0
}

data "aws_partition" "current" {}
data "aws_caller_identity" "current" {}

# RDS writes to groups of these names, and would make them itself without an end to their keeping.
resource "aws_cloudwatch_log_group" "this" {
  for_each = toset(local.log_kinds)

  name              = "/aws/rds/instance/${local.identifier}/${each.value}"
  retention_in_days = var.log_retention_days
  kms_key_id        = var.log_kms_key_arn
  tags              = local.tags
}

resource "aws_iam_role" "monitoring" {
  count = var.monitoring_seconds > 0 ? 1 : 0

  name = "${local.identifier}-monitoring"
  tags = local.tags

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "monitoring.rds.amazonaws.com" }
      Condition = { StringEquals = { "aws:SourceAccount" = data.aws_caller_identity.current.account_id } }
    }]
  })
}

resource "aws_iam_role_policy_attachment" "monitoring" {
  count = var.monitoring_seconds > 0 ? 1 : 0

  role       = aws_iam_role.monitoring[0].name
  policy_arn = "arn:${data.aws_partition.current.partition}:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole"
}

resource "aws_cloudwatch_metric_alarm" "cpu" {
  count = local.alarms ? 1 : 0

  alarm_name          = "${local.identifier}-cpu"
  alarm_description   = "${local.identifier} is at its limit of CPU."
  namespace           = "AWS/RDS"
  metric_name         = "CPUUtilization"
  statistic           = "Average"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 85
  period              = 300
  evaluation_periods  = 3
  dimensions          = { DBInstanceIdentifier = local.identifier }
  alarm_actions       = var.alarm_topic_arns
  ok_actions          = var.alarm_topic_arns
  tags                = local.tags
}

# Missing data means that there is no database to measure.
resource "aws_cloudwatch_metric_alarm" "storage" {
  count = local.alarms ? 1 : 0

  alarm_name          = "${local.identifier}-storage"
  alarm_description   = "${local.identifier} has less than a tenth of its storage left."
  namespace           = "AWS/RDS"
  metric_name         = "FreeStorageSpace"
  statistic           = "Minimum"
  comparison_operator = "LessThanThreshold"
  threshold           = var.storage_gib * 1024 * 1024 * 1024 / 10
  period              = 300
  evaluation_periods  = 2
  treat_missing_data  = "breaching"
  dimensions          = { DBInstanceIdentifier = local.identifier }
  alarm_actions       = var.alarm_topic_arns
  ok_actions          = var.alarm_topic_arns
  tags                = local.tags
}

resource "aws_cloudwatch_metric_alarm" "memory" {
  count = local.alarms ? 1 : 0

  alarm_name          = "${local.identifier}-memory"
  alarm_description   = "${local.identifier} has less than 128 MiB of memory left."
  namespace           = "AWS/RDS"
  metric_name         = "FreeableMemory"
  statistic           = "Average"
  comparison_operator = "LessThanThreshold"
  threshold           = 128 * 1024 * 1024
  period              = 300
  evaluation_periods  = 3
  dimensions          = { DBInstanceIdentifier = local.identifier }
  alarm_actions       = var.alarm_topic_arns
  ok_actions          = var.alarm_topic_arns
  tags                = local.tags
}

resource "aws_cloudwatch_metric_alarm" "connections" {
  count = local.alarms && var.alarm_connections != null ? 1 : 0

  alarm_name          = "${local.identifier}-connections"
  alarm_description   = "${local.identifier} has more connections than are good for it."
  namespace           = "AWS/RDS"
  metric_name         = "DatabaseConnections"
  statistic           = "Maximum"
  comparison_operator = "GreaterThanThreshold"
  threshold           = var.alarm_connections
  period              = 60
  evaluation_periods  = 5
  dimensions          = { DBInstanceIdentifier = local.identifier }
  alarm_actions       = var.alarm_topic_arns
  ok_actions          = var.alarm_topic_arns
  tags                = local.tags
}

resource "aws_cloudwatch_metric_alarm" "replica_lag" {
  count = local.alarms ? var.read_replicas : 0

  alarm_name          = "${aws_db_instance.replica[count.index].identifier}-lag"
  alarm_description   = "${aws_db_instance.replica[count.index].identifier} is more than five minutes behind."
  namespace           = "AWS/RDS"
  metric_name         = "ReplicaLag"
  statistic           = "Maximum"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 300
  period              = 60
  evaluation_periods  = 5
  dimensions          = { DBInstanceIdentifier = aws_db_instance.replica[count.index].identifier }
  alarm_actions       = var.alarm_topic_arns
  ok_actions          = var.alarm_topic_arns
  tags                = local.tags
}
