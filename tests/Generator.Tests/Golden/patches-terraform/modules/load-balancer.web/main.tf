# load-balancer 1.0.0
locals {
  tags      = { Module = "load-balancer/1.0.0" }
  encrypted = var.certificate_arn != null

  # Where clients come in: HTTPS with a certificate, and HTTP, which is then redirected.
  client_rules = { for rule in setproduct(var.client_cidrs, local.encrypted ? [80, 443] : [80]) : "${rule[0]}-${rule[1]}" => { cidr = rule[0], port = rule[1] } }
}

resource "aws_security_group" "this" {
  # AWS keeps what begins with "sg-" for ids.
  name        = "${replace(var.prefix, "/^sg-/", "sg")}-balancer"
  description = "Load balancer of ${var.prefix}"
  vpc_id      = var.vpc_id
  tags        = merge(local.tags, { Name = "${var.prefix}-balancer" })
}

resource "aws_vpc_security_group_ingress_rule" "clients" {
  for_each = local.client_rules

  security_group_id = aws_security_group.this.id
  description       = "Clients"
  cidr_ipv4         = each.value.cidr
  ip_protocol       = "tcp"
  from_port         = each.value.port
  to_port           = each.value.port
}

resource "aws_vpc_security_group_egress_rule" "targets" {
  for_each = toset(var.target_cidrs)

  security_group_id = aws_security_group.this.id
  description       = "To the targets"
  cidr_ipv4         = each.value
  ip_protocol       = "tcp"
  from_port         = var.target_port
  to_port           = var.target_port
}

resource "aws_lb" "this" {
  # Names of balancers must not begin with "internal-", which an id may.
  name                       = "b-${var.prefix}"
  internal                   = !var.public
  load_balancer_type         = "application"
  security_groups            = [aws_security_group.this.id]
  subnets                    = var.public ? var.public_subnet_ids : var.private_subnet_ids
  idle_timeout               = var.idle_timeout_seconds
  drop_invalid_header_fields = true
  enable_deletion_protection = var.deletion_protection
  tags = {
    "Reviewed by" = "ops %%{ if true }"
  }

  dynamic "access_logs" {
    for_each = var.access_log_bucket[*]

    content {
      enabled = true
      bucket  = access_logs.value
      prefix  = "shop"
    }
  }

  connection_logs {
    bucket  = "logs-of-the-organisation"
    prefix  = "shop/$${web}"
    enabled = true
  }

  lifecycle {
    precondition {
      condition     = length(var.public ? var.public_subnet_ids : var.private_subnet_ids) >= 2
      error_message = "A load balancer needs two subnets: give public_subnet_ids for a public one, and private_subnet_ids otherwise."
    }
  }
}

resource "aws_lb_target_group" "this" {
  name                 = "g-${var.prefix}"
  vpc_id               = var.vpc_id
  target_type          = var.target_type
  protocol             = var.target_protocol
  port                 = var.target_port
  deregistration_delay = tostring(var.drain_seconds)
  tags                 = local.tags
  slow_start           = 15

  health_check {
    path                = var.health_check_path
    protocol            = "HTTP"
    interval            = 15
    timeout             = 5
    healthy_threshold   = 2
    unhealthy_threshold = 3
  }
}

resource "aws_lb_listener" "http" {
  load_balancer_arn = aws_lb.this.arn
  protocol          = "HTTP"
  port              = 80
  tags              = local.tags

  default_action {
    type             = local.encrypted ? "redirect" : "forward"
    target_group_arn = local.encrypted ? null : aws_lb_target_group.this.arn

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
  count = local.encrypted ? 1 : 0

  load_balancer_arn = aws_lb.this.arn
  protocol          = "HTTPS"
  port              = 443
  ssl_policy        = "ELBSecurityPolicy-TLS13-1-2-2021-06"
  certificate_arn   = var.certificate_arn
  tags              = local.tags

  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.this.arn
  }
}
