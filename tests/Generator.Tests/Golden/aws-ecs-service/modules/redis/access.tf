# redis 1.0.0: who may connect, as whom
locals {
  connect_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = ["elasticache:Connect"]
      Resource = [aws_elasticache_replication_group.this.arn, aws_elasticache_user.app.arn]
    }]
  })
}

data "aws_secretsmanager_secret_version" "password" {
  count = var.password_secret_arn == null ? 0 : 1

  secret_id = var.password_secret_arn
}

# IAM knows users by their id, so it is the name as well.
resource "aws_elasticache_user" "app" {
  user_id       = "app-${local.identifier}"
  user_name     = "app-${local.identifier}"
  engine        = var.engine
  access_string = var.access
  tags          = local.tags

  authentication_mode {
    type      = var.password_secret_arn == null ? "iam" : "password"
    passwords = var.password_secret_arn == null ? null : data.aws_secretsmanager_secret_version.password[*].secret_string
  }
}

# Redis demands a user of this name in every group. This one can do nothing.
resource "aws_elasticache_user" "default" {
  count = var.engine == "redis" ? 1 : 0

  user_id       = "none-${local.identifier}"
  user_name     = "default"
  engine        = var.engine
  access_string = "off -@all"
  tags          = local.tags

  authentication_mode {
    type = "no-password-required"
  }
}

resource "aws_elasticache_user_group" "this" {
  user_group_id = local.identifier
  engine        = var.engine
  user_ids      = concat([aws_elasticache_user.app.user_id], aws_elasticache_user.default[*].user_id)
  tags          = local.tags
}

resource "aws_security_group" "this" {
  name        = local.identifier
  description = "Cache of ${var.prefix}"
  vpc_id      = var.vpc_id
  tags        = merge(local.tags, { Name = local.identifier })
}

# Counted, since the ids of groups that are made in the same rollout are not known before.
resource "aws_vpc_security_group_ingress_rule" "groups" {
  count = length(var.allowed_security_group_ids)

  security_group_id            = aws_security_group.this.id
  description                  = "Named security group"
  referenced_security_group_id = var.allowed_security_group_ids[count.index]
  ip_protocol                  = "tcp"
  from_port                    = var.port
  to_port                      = var.port
}

resource "aws_vpc_security_group_ingress_rule" "networks" {
  for_each = toset(var.allowed_cidrs)

  security_group_id = aws_security_group.this.id
  description       = "Named network"
  cidr_ipv4         = each.value
  ip_protocol       = "tcp"
  from_port         = var.port
  to_port           = var.port
}
