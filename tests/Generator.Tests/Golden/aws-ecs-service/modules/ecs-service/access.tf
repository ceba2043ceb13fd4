# ecs-service 1.5.0: roles and security groups
locals {
  assume_by_tasks = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "ecs-tasks.amazonaws.com" }
      Condition = {
        StringEquals = { "aws:SourceAccount" = data.aws_caller_identity.current.account_id }
        ArnLike      = { "aws:SourceArn" = "arn:${data.aws_partition.current.partition}:ecs:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:*" }
      }
    }]
  })
}

# What ECS itself does for a task: pull its image, write its logs.
resource "aws_iam_role" "execution" {
  name               = "${var.prefix}-execution"
  assume_role_policy = local.assume_by_tasks
  tags               = local.tags
}

resource "aws_iam_role_policy_attachment" "execution" {
  role       = aws_iam_role.execution.name
  policy_arn = "arn:${data.aws_partition.current.partition}:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy"
}

# What the containers may do. Nothing, unless they send metrics or traces, or connections.tf or task_policy_arns say so.
resource "aws_iam_role" "task" {
  name               = "${var.prefix}-task"
  assume_role_policy = local.assume_by_tasks
  tags               = local.tags
}

resource "aws_security_group" "service" {
  # AWS keeps what begins with "sg-" for ids.
  name        = "${replace(var.prefix, "/^sg-/", "sg")}-service"
  description = "Tasks of ${var.prefix}"
  vpc_id      = var.vpc_id
  tags        = merge(local.tags, { Name = "${var.prefix}-service" })
}

resource "aws_vpc_security_group_ingress_rule" "service_from_balancer" {
  count = local.balanced ? 1 : 0

  security_group_id            = aws_security_group.service.id
  description                  = "From the load balancer"
  referenced_security_group_id = aws_security_group.balancer[0].id
  ip_protocol                  = "tcp"
  from_port                    = var.container_port
  to_port                      = var.container_port
}

resource "aws_vpc_security_group_egress_rule" "service" {
  security_group_id = aws_security_group.service.id
  description       = "Image registries, AWS and whatever the container calls"
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "-1"
}
