# function 1.0.0
locals {
  tags      = { Module = "function/1.0.0" }
  name      = "${var.prefix}-${var.function_name}"
  image     = var.image_uri != null
  networked = var.vpc_id != null
  variables = merge(var.queue_environment, var.bucket_environment, var.readable_secrets, var.environment_variables)
}

data "aws_partition" "current" {}

# Made here: Lambda would make it itself, without an end to its keeping.
resource "aws_cloudwatch_log_group" "this" {
  name              = "/aws/lambda/${local.name}"
  retention_in_days = var.log_retention_days
  kms_key_id        = var.kms_key_arn
  tags              = local.tags
}

resource "aws_lambda_function" "this" {
  function_name                  = local.name
  role                           = aws_iam_role.this.arn
  package_type                   = local.image ? "Image" : "Zip"
  image_uri                      = var.image_uri
  s3_bucket                      = var.code_bucket
  s3_key                         = var.code_key
  runtime                        = var.code_runtime
  handler                        = var.code_handler
  architectures                  = [var.architecture]
  memory_size                    = var.memory_mib
  timeout                        = var.timeout_seconds
  reserved_concurrent_executions = var.reserved_concurrency
  kms_key_arn                    = var.kms_key_arn
  publish                        = true
  tags                           = local.tags

  dynamic "environment" {
    for_each = length(local.variables) > 0 ? [local.variables] : []

    content {
      variables = environment.value
    }
  }

  logging_config {
    log_format = "JSON"
    log_group  = aws_cloudwatch_log_group.this.name
  }

  tracing_config {
    mode = var.tracing == "xray" ? "Active" : "PassThrough"
  }

  dynamic "vpc_config" {
    for_each = local.networked ? [var.subnet_ids] : []

    content {
      subnet_ids         = vpc_config.value
      security_group_ids = aws_security_group.this[*].id
    }
  }

  lifecycle {
    precondition {
      condition     = local.image ? var.code_bucket == null && var.code_key == null && var.code_runtime == null && var.code_handler == null : var.code_bucket != null && var.code_key != null && var.code_runtime != null && var.code_handler != null
      error_message = "A function is either image_uri, or all of code_bucket, code_key, code_runtime and code_handler."
    }

    precondition {
      condition     = local.networked == (length(var.subnet_ids) > 0)
      error_message = "vpc_id and subnet_ids go together: set both or none."
    }
  }

  depends_on = [aws_iam_role_policy.logs, aws_iam_role_policy_attachment.network]
}

# Callers name this; a version that is taken back is a change of the alias alone.
resource "aws_lambda_alias" "live" {
  name             = "live"
  description      = "What callers reach"
  function_name    = aws_lambda_function.this.function_name
  function_version = aws_lambda_function.this.version
}
