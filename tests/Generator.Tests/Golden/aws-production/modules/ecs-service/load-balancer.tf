# ecs-service 1.4.5: load balancer
locals {
  encrypted = var.certificate_arn != null

  # Where clients come in: HTTPS with a certificate, and HTTP, which is then redirected.
  client_rules = { for rule in setproduct(var.client_cidrs, local.encrypted ? [80, 443] : [80]) : "${rule[0]}-${rule[1]}" => { cidr = rule[0], port = rule[1] } if local.balanced }
}

resource "aws_security_group" "balancer" {
  count = local.balanced ? 1 : 0

  # AWS keeps what begins with "sg-" for ids.
  name        = "${replace(var.prefix, "/^sg-/", "sg")}-lb"
  description = "Load balancer of ${var.prefix}"
  vpc_id      = var.vpc_id
  tags        = merge(local.tags, { Name = "${var.prefix}-lb" })
}

resource "aws_vpc_security_group_ingress_rule" "clients" {
  for_each = local.client_rules

  security_group_id = aws_security_group.balancer[0].id
  description       = "Clients"
  cidr_ipv4         = each.value.cidr
  ip_protocol       = "tcp"
  from_port         = each.value.port
  to_port           = each.value.port
}

resource "aws_vpc_security_group_egress_rule" "balancer_to_service" {
  count = local.balanced ? 1 : 0

  security_group_id            = aws_security_group.balancer[0].id
  description                  = "To the tasks"
  referenced_security_group_id = aws_security_group.service.id
  ip_protocol                  = "tcp"
  from_port                    = var.container_port
  to_port                      = var.container_port
}

resource "aws_lb" "this" {
  count = local.balanced ? 1 : 0

  # Names of balancers must not begin with "internal-", which an id may.
  name                       = "lb-${var.prefix}"
  internal                   = var.load_balancer == "internal"
  load_balancer_type         = "application"
  security_groups            = [aws_security_group.balancer[0].id]
  subnets                    = var.load_balancer == "public" ? var.public_subnet_ids : var.private_subnet_ids
  drop_invalid_header_fields = true
  tags                       = local.tags
}

resource "aws_lb_target_group" "this" {
  count = local.balanced ? 1 : 0

  name                 = "tg-${var.prefix}"
  vpc_id               = var.vpc_id
  target_type          = "ip"
  protocol             = "HTTP"
  port                 = var.container_port
  deregistration_delay = "30"
  tags                 = local.tags

  health_check {
    path                = var.health_check_path
    matcher             = "200-399"
    interval            = 15
    timeout             = 5
    healthy_threshold   = 2
    unhealthy_threshold = 3
  }
}

resource "aws_lb_listener" "http" {
  count = local.balanced ? 1 : 0

  load_balancer_arn = aws_lb.this[0].arn
  protocol          = "HTTP"
  port              = 80
  tags              = local.tags

  default_action {
    type             = local.encrypted ? "redirect" : "forward"
    target_group_arn = local.encrypted ? null : aws_lb_target_group.this[0].arn

    dynamic "redirect" {
      for_each = local.encrypted ? [443] : []

      content {
        protocol    = "HTTPS"
        port        = tostring(redirect.value)
        status_code = "HTTP_301"
      }
    }
  }
}

resource "aws_lb_listener" "https" {
  count = local.balanced && local.encrypted ? 1 : 0

  load_balancer_arn = aws_lb.this[0].arn
  protocol          = "HTTPS"
  port              = 443
  ssl_policy        = "ELBSecurityPolicy-TLS13-1-2-2021-06"
  certificate_arn   = var.certificate_arn
  tags              = local.tags

  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.this[0].arn
  }
}
