# ecs-service 1.5.0: what the service uses of the modules beside it
locals {
  environment = merge(var.database_environment, var.cache_environment, var.queue_environment, var.bucket_environment, var.environment_variables)
  secrets     = merge(var.database_secrets, var.cache_secrets, var.secrets)
  policies    = merge(var.cache_policies, var.queue_policies, var.bucket_policies)

  # valueFrom may go on after the secret's ARN: which key of it, which version.
  secret_arns     = [for arn in values(local.secrets) : join(":", slice(split(":", arn), 0, 7)) if strcontains(arn, ":secretsmanager:")]
  parameter_arns  = [for arn in values(local.secrets) : arn if strcontains(arn, ":ssm:")]
  secret_key_arns = concat(var.database_secret_kms_key_arns, var.cache_secret_kms_key_arns, var.secret_kms_key_arns)

  secret_statements = [
    { actions = ["secretsmanager:GetSecretValue"], resources = distinct(local.secret_arns) },
    { actions = ["ssm:GetParameters"], resources = distinct(local.parameter_arns) },
    { actions = ["kms:Decrypt"], resources = distinct(local.secret_key_arns) },
  ]

  read_secrets = jsonencode({
    Version   = "2012-10-17"
    Statement = [for statement in local.secret_statements : { Effect = "Allow", Action = statement.actions, Resource = statement.resources } if length(statement.resources) > 0]
  })
}

# ECS reads the secrets when it starts a task. The container may read them again, since a password may change while it runs.
resource "aws_iam_role_policy" "secrets" {
  for_each = length(local.secrets) > 0 ? { execution = aws_iam_role.execution.id, task = aws_iam_role.task.id } : {}

  name   = "read-secrets"
  role   = each.value
  policy = local.read_secrets
}

resource "aws_iam_role_policy" "connections" {
  for_each = local.policies

  name   = "use-${each.key}"
  role   = aws_iam_role.task.id
  policy = each.value
}

resource "aws_iam_role_policy_attachment" "task" {
  count = length(var.task_policy_arns)

  role       = aws_iam_role.task.name
  policy_arn = var.task_policy_arns[count.index]
}

# The service lets itself in: a database knows nothing of its clients, so modules depend on each other in one direction.
resource "aws_vpc_security_group_ingress_rule" "database" {
  count = length(var.database_security_group_ids)

  security_group_id            = var.database_security_group_ids[count.index]
  description                  = "Tasks of ${var.prefix}"
  referenced_security_group_id = aws_security_group.service.id
  ip_protocol                  = "tcp"
  from_port                    = var.database_port
  to_port                      = var.database_port
}

resource "aws_vpc_security_group_ingress_rule" "cache" {
  count = length(var.cache_security_group_ids)

  security_group_id            = var.cache_security_group_ids[count.index]
  description                  = "Tasks of ${var.prefix}"
  referenced_security_group_id = aws_security_group.service.id
  ip_protocol                  = "tcp"
  from_port                    = var.cache_port
  to_port                      = var.cache_port
}
