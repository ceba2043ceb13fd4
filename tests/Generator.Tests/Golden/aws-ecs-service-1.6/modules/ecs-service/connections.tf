# ecs-service 1.6.0: what the service uses of the modules beside it
locals {
  told        = merge(var.database_environment, var.cache_environment, var.queue_environment, var.bucket_environment)
  told_secret = merge(var.database_secrets, var.cache_secrets)
  policies    = merge(var.cache_policies, var.queue_policies, var.bucket_policies)

  # What the caller says of a variable holds, whichever kind it is: ECS refuses a name that is both.
  own_secret  = merge(var.secrets, local.referenced)
  environment = merge({ for name, text in local.told : name => text if !contains(keys(local.own_secret), name) }, var.environment_variables)
  secrets     = merge({ for name, arn in local.told_secret : name => arn if !contains(keys(var.environment_variables), name) }, local.own_secret)

  # aws-sm://name#key
  reference_parts = { for name, reference in var.secret_references : name => split("#", trimprefix(reference, "aws-sm://")) }
  referenced      = { for name, parts in local.reference_parts : name => join(":", concat([data.aws_secretsmanager_secret.referenced[parts[0]].arn], length(parts) > 1 ? [parts[1], "", ""] : [])) }

  # valueFrom may go on after the secret's ARN: which key of it, which version.
  secret_key_arns = concat(var.database_secret_kms_key_arns, var.cache_secret_kms_key_arns, var.secret_kms_key_arns)

  # ECS reads all of them when it starts a task. The container may read again what may change while it runs; what is only referred to by name is handed to it.
  readable = { execution = local.secrets, task = merge(local.told_secret, var.secrets) }
  readers  = { for role, secrets in local.readable : role => secrets if length(secrets) > 0 }

  secret_statements = { for role, secrets in local.readers : role => [
    { actions = ["secretsmanager:GetSecretValue"], resources = distinct([for arn in values(secrets) : join(":", slice(split(":", arn), 0, 7)) if strcontains(arn, ":secretsmanager:")]) },
    { actions = ["ssm:GetParameters"], resources = distinct([for arn in values(secrets) : arn if strcontains(arn, ":ssm:")]) },
    { actions = ["kms:Decrypt"], resources = distinct(local.secret_key_arns) },
  ] }

  secret_roles = { execution = aws_iam_role.execution.id, task = aws_iam_role.task.id }
}

# A secret that is not there is found when the rollout is planned, not when a task fails to start.
data "aws_secretsmanager_secret" "referenced" {
  for_each = toset([for parts in values(local.reference_parts) : parts[0]])

  name = each.value
}

resource "aws_iam_role_policy" "secrets" {
  for_each = local.secret_statements

  name = "read-secrets"
  role = local.secret_roles[each.key]

  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [for statement in each.value : { Effect = "Allow", Action = statement.actions, Resource = statement.resources } if length(statement.resources) > 0]
  })
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
