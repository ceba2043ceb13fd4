# ecs-service 1.6.0
locals {
  tags       = { Module = "ecs-service/1.6.0" }
  autoscaled = var.autoscaling_max_count != null
  balanced   = var.load_balancer != "none"
  # Two tasks at a time are for services whose files are nobody else's.
  alone        = length(var.kept_volumes) > 0 && var.desired_count == 1 && !local.autoscaled
  service_name = one(concat(aws_ecs_service.fixed[*].name, aws_ecs_service.autoscaled[*].name))

  container_checks = [for command in [var.health_check_command] : {
    command     = concat(["CMD"], command)
    interval    = var.health_check_interval_seconds
    timeout     = var.health_check_timeout_seconds
    retries     = var.health_check_retries
    startPeriod = min(var.health_check_grace_seconds, 300)
  } if length(command) > 0]

  # What a container says of a thing that was not asked for is left out, not null.
  app = { for key, value in {
    name                   = "app"
    image                  = var.container_image
    essential              = true
    entryPoint             = length(var.command) > 0 ? var.command : null
    command                = length(var.args) > 0 ? var.args : null
    user                   = var.container_user == null ? null : tostring(var.container_user)
    readonlyRootFilesystem = var.readonly_root_filesystem
    mountPoints            = length(local.mounts) > 0 ? [for name, path in local.mounts : { sourceVolume = name, containerPath = path, readOnly = false }] : null
    healthCheck            = one(local.container_checks)
    portMappings           = [{ containerPort = var.container_port, hostPort = var.container_port, protocol = "tcp" }]
    environment            = [for name, text in local.environment : { name = name, value = text }]
    secrets                = [for name, arn in local.secrets : { name = name, valueFrom = arn }]
    logConfiguration       = local.log_configuration["app"]
  } : key => value if value != null }
}

data "aws_region" "current" {}
data "aws_partition" "current" {}
data "aws_caller_identity" "current" {}

resource "aws_ecs_cluster" "this" {
  name = var.prefix
  tags = local.tags

  setting {
    name  = "containerInsights"
    value = var.metrics == "cloudwatch" ? "enhanced" : "disabled"
  }
}

resource "aws_ecs_cluster_capacity_providers" "this" {
  cluster_name       = aws_ecs_cluster.this.name
  capacity_providers = ["FARGATE", "FARGATE_SPOT"]

  default_capacity_provider_strategy {
    capacity_provider = "FARGATE"
    weight            = 1
  }
}

resource "aws_ecs_task_definition" "this" {
  family                   = var.prefix
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = tostring(var.cpu)
  memory                   = tostring(var.memory)
  execution_role_arn       = aws_iam_role.execution.arn
  task_role_arn            = aws_iam_role.task.arn
  tags                     = local.tags

  container_definitions = jsonencode(concat([local.app], [for collector in [local.collector] : collector if local.collects]))

  runtime_platform {
    operating_system_family = "LINUX"
    cpu_architecture        = var.cpu_architecture
  }

  dynamic "volume" {
    for_each = local.scratch_volumes

    content {
      name = volume.key
    }
  }

  dynamic "volume" {
    for_each = var.kept_volumes

    content {
      name = volume.key

      efs_volume_configuration {
        file_system_id     = aws_efs_file_system.this[0].id
        transit_encryption = "ENABLED"

        authorization_config {
          access_point_id = aws_efs_access_point.this[volume.key].id
          iam             = "ENABLED"
        }
      }
    }
  }
}

# The number of tasks is what the specification says.
resource "aws_ecs_service" "fixed" {
  count = local.autoscaled ? 0 : 1

  name                               = var.prefix
  cluster                            = aws_ecs_cluster.this.id
  task_definition                    = aws_ecs_task_definition.this.arn
  desired_count                      = var.desired_count
  launch_type                        = "FARGATE"
  platform_version                   = "LATEST"
  deployment_minimum_healthy_percent = local.alone ? 0 : 100
  deployment_maximum_percent         = local.alone ? 100 : 200
  health_check_grace_period_seconds  = local.balanced ? var.health_check_grace_seconds : null
  enable_ecs_managed_tags            = true
  propagate_tags                     = "SERVICE"
  wait_for_steady_state              = true
  tags                               = local.tags

  # A rollout that does not become healthy goes back by itself, and the apply tells of it.
  deployment_circuit_breaker {
    enable   = true
    rollback = true
  }

  network_configuration {
    subnets          = var.private_subnet_ids
    security_groups  = [aws_security_group.service.id]
    assign_public_ip = false
  }

  dynamic "load_balancer" {
    for_each = aws_lb_target_group.this

    content {
      target_group_arn = load_balancer.value.arn
      container_name   = "app"
      container_port   = var.container_port
    }
  }

  depends_on = [aws_iam_role_policy_attachment.execution, aws_iam_role_policy.secrets, aws_vpc_security_group_ingress_rule.database, aws_vpc_security_group_ingress_rule.cache, aws_lb_listener.http, aws_lb_listener.https, aws_lb_listener_rule.host, aws_efs_mount_target.this, aws_iam_role_policy.volumes]
}

# The number of tasks is autoscaling's: lifecycle rules cannot depend on an input, so this is a resource of its own.
resource "aws_ecs_service" "autoscaled" {
  count = local.autoscaled ? 1 : 0

  name                               = "${var.prefix}-auto"
  cluster                            = aws_ecs_cluster.this.id
  task_definition                    = aws_ecs_task_definition.this.arn
  desired_count                      = var.desired_count
  launch_type                        = "FARGATE"
  platform_version                   = "LATEST"
  deployment_minimum_healthy_percent = local.alone ? 0 : 100
  deployment_maximum_percent         = local.alone ? 100 : 200
  health_check_grace_period_seconds  = local.balanced ? var.health_check_grace_seconds : null
  enable_ecs_managed_tags            = true
  propagate_tags                     = "SERVICE"
  wait_for_steady_state              = true
  tags                               = local.tags

  # A rollout that does not become healthy goes back by itself, and the apply tells of it.
  deployment_circuit_breaker {
    enable   = true
    rollback = true
  }

  network_configuration {
    subnets          = var.private_subnet_ids
    security_groups  = [aws_security_group.service.id]
    assign_public_ip = false
  }

  dynamic "load_balancer" {
    for_each = aws_lb_target_group.this

    content {
      target_group_arn = load_balancer.value.arn
      container_name   = "app"
      container_port   = var.container_port
    }
  }

  lifecycle {
    ignore_changes = [desired_count]
  }

  depends_on = [aws_iam_role_policy_attachment.execution, aws_iam_role_policy.secrets, aws_vpc_security_group_ingress_rule.database, aws_vpc_security_group_ingress_rule.cache, aws_lb_listener.http, aws_lb_listener.https, aws_lb_listener_rule.host, aws_efs_mount_target.this, aws_iam_role_policy.volumes]
}
