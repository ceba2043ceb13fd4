# function 1.0.0: what calls the function
resource "aws_lambda_event_source_mapping" "queues" {
  count = length(var.event_queue_arns)

  event_source_arn        = var.event_queue_arns[count.index]
  function_name           = aws_lambda_alias.live.arn
  batch_size              = var.batch_size
  function_response_types = ["ReportBatchItemFailures"]
  tags                    = local.tags

  depends_on = [aws_iam_role_policy.events]
}

resource "aws_cloudwatch_event_rule" "clock" {
  count = var.schedule == null ? 0 : 1

  name                = "${var.prefix}-clock"
  description         = "Calls ${local.name}"
  schedule_expression = var.schedule
  tags                = local.tags
}

resource "aws_cloudwatch_event_target" "clock" {
  count = var.schedule == null ? 0 : 1

  rule      = aws_cloudwatch_event_rule.clock[0].name
  target_id = "function"
  arn       = aws_lambda_alias.live.arn
}

resource "aws_lambda_permission" "clock" {
  count = var.schedule == null ? 0 : 1

  statement_id  = "clock"
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.this.function_name
  qualifier     = aws_lambda_alias.live.name
  principal     = "events.amazonaws.com"
  source_arn    = aws_cloudwatch_event_rule.clock[0].arn
}

resource "aws_lambda_function_url" "this" {
  count = var.url == "none" ? 0 : 1

  function_name      = aws_lambda_function.this.function_name
  qualifier          = aws_lambda_alias.live.name
  authorization_type = var.url == "public" ? "NONE" : "AWS_IAM"
}

resource "aws_lambda_permission" "public" {
  count = var.url == "public" ? 1 : 0

  statement_id           = "public-url"
  action                 = "lambda:InvokeFunctionUrl"
  function_name          = aws_lambda_function.this.function_name
  qualifier              = aws_lambda_alias.live.name
  principal              = "*"
  function_url_auth_type = "NONE"
}
