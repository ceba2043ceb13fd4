# queue 1.0.0: alarms, where observability asks for them
locals {
  alarms = var.metrics == "cloudwatch" ? 1 : 0
}

resource "aws_cloudwatch_metric_alarm" "age" {
  count = local.alarms

  alarm_name          = "${aws_sqs_queue.this.name}-age"
  alarm_description   = "Messages of ${aws_sqs_queue.this.name} wait longer than they should."
  namespace           = "AWS/SQS"
  metric_name         = "ApproximateAgeOfOldestMessage"
  statistic           = "Maximum"
  comparison_operator = "GreaterThanThreshold"
  threshold           = var.alarm_age_seconds
  period              = 60
  evaluation_periods  = 3
  treat_missing_data  = "notBreaching"
  dimensions          = { QueueName = aws_sqs_queue.this.name }
  alarm_actions       = var.alarm_topic_arns
  ok_actions          = var.alarm_topic_arns
  tags                = local.tags
}

resource "aws_cloudwatch_metric_alarm" "dead" {
  count = local.alarms

  alarm_name          = "${aws_sqs_queue.dead.name}-messages"
  alarm_description   = "There are messages in ${aws_sqs_queue.this.name} that nobody could handle."
  namespace           = "AWS/SQS"
  metric_name         = "ApproximateNumberOfMessagesVisible"
  statistic           = "Maximum"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  period              = 60
  evaluation_periods  = 1
  treat_missing_data  = "notBreaching"
  dimensions          = { QueueName = aws_sqs_queue.dead.name }
  alarm_actions       = var.alarm_topic_arns
  ok_actions          = var.alarm_topic_arns
  tags                = local.tags
}
