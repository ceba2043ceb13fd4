# postgres 1.1.0: who may connect
resource "aws_security_group" "this" {
  name        = local.identifier
  description = "PostgreSQL of ${var.prefix}"
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
