# function 1.0.0: what the function may do, and what it reaches
locals {
  own_policies = merge(var.queue_policies, var.bucket_policies)
  secret_arns  = distinct(values(var.readable_secrets))
}

resource "aws_iam_role" "this" {
  name = local.name
  tags = local.tags

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "lambda.amazonaws.com" }
    }]
  })
}

resource "aws_iam_role_policy" "logs" {
  name = "write-logs"
  role = aws_iam_role.this.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
      Resource = ["${aws_cloudwatch_log_group.this.arn}:*"]
    }]
  })
}

resource "aws_iam_role_policy" "secrets" {
  count = length(var.readable_secrets) > 0 ? 1 : 0

  name = "read-secrets"
  role = aws_iam_role.this.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat(
      [{ Effect = "Allow", Action = ["secretsmanager:GetSecretValue"], Resource = local.secret_arns }],
      [for keys in [var.secret_kms_key_arns] : { Effect = "Allow", Action = ["kms:Decrypt"], Resource = keys } if length(keys) > 0],
    )
  })
}

resource "aws_iam_role_policy" "traces" {
  count = var.tracing == "xray" ? 1 : 0

  name = "send-traces"
  role = aws_iam_role.this.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = ["xray:PutTelemetryRecords", "xray:PutTraceSegments"]
      Resource = ["*"]
    }]
  })
}

resource "aws_iam_role_policy" "events" {
  count = length(var.event_queue_arns) > 0 ? 1 : 0

  name = "receive-events"
  role = aws_iam_role.this.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = ["sqs:ChangeMessageVisibility", "sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"]
      Resource = var.event_queue_arns
    }]
  })
}

resource "aws_iam_role_policy" "connections" {
  for_each = local.own_policies

  name   = "use-${each.key}"
  role   = aws_iam_role.this.id
  policy = each.value
}

resource "aws_iam_role_policy_attachment" "network" {
  count = local.networked ? 1 : 0

  role       = aws_iam_role.this.name
  policy_arn = "arn:${data.aws_partition.current.partition}:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole"
}

resource "aws_iam_role_policy_attachment" "this" {
  count = length(var.policy_arns)

  role       = aws_iam_role.this.name
  policy_arn = var.policy_arns[count.index]
}

resource "aws_security_group" "this" {
  count = local.networked ? 1 : 0

  # AWS keeps what begins with "sg-" for ids.
  name        = "${replace(local.name, "/^sg-/", "sg")}-function"
  description = "Function ${local.name}"
  vpc_id      = var.vpc_id
  tags        = merge(local.tags, { Name = "${local.name}-function" })
}

resource "aws_vpc_security_group_egress_rule" "this" {
  count = local.networked ? 1 : 0

  security_group_id = aws_security_group.this[0].id
  description       = "AWS and whatever the function calls"
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "-1"
}
