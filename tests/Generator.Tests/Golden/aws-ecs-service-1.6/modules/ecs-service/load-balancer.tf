# ecs-service 1.6.0: load balancer
locals {
  hosted    = local.balanced && var.host != null
  encrypted = var.certificate_arn != null || var.tls

  # Of its own, unless one was given.
  certified       = local.hosted && var.tls && var.certificate_arn == null && var.zone_id != null
  certificate_arn = var.certificate_arn != null ? var.certificate_arn : one(aws_acm_certificate_validation.this[*].certificate_arn)

  scheme = local.encrypted ? "https" : "http"
  urls   = [for lb in aws_lb.this : local.hosted ? "${local.scheme}://${var.host}${var.host_path}" : "${local.scheme}://${lb.dns_name}"]

  # Below /api means /api itself and what follows a slash.
  path_patterns = trimsuffix(var.host_path, "/") == "" ? [] : [trimsuffix(var.host_path, "/"), "${trimsuffix(var.host_path, "/")}/*"]

  client_cidrs = length(var.client_cidrs) > 0 ? var.client_cidrs : local.hosted && var.load_balancer == "public" ? ["0.0.0.0/0"] : var.network_cidrs

  # Where clients come in: HTTPS with a certificate, and HTTP, which is then redirected.
  client_rules = { for rule in setproduct(local.client_cidrs, local.encrypted ? [80, 443] : [80]) : "${rule[0]}-${rule[1]}" => { cidr = rule[0], port = rule[1] } if local.balanced }
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
    interval            = var.health_check_interval_seconds
    timeout             = var.health_check_timeout_seconds
    healthy_threshold   = 2
    unhealthy_threshold = var.health_check_retries
  }
}

resource "aws_lb_listener" "http" {
  count = local.balanced ? 1 : 0

  load_balancer_arn = aws_lb.this[0].arn
  protocol          = "HTTP"
  port              = 80
  tags              = local.tags

  default_action {
    type             = local.encrypted ? "redirect" : local.hosted ? "fixed-response" : "forward"
    target_group_arn = local.encrypted || local.hosted ? null : aws_lb_target_group.this[0].arn

    dynamic "redirect" {
      for_each = local.encrypted ? [443] : []

      content {
        protocol    = "HTTPS"
        port        = tostring(redirect.value)
        status_code = "HTTP_301"
      }
    }

    dynamic "fixed_response" {
      for_each = local.hosted && !local.encrypted ? [404] : []

      content {
        content_type = "text/plain"
        message_body = "Not found"
        status_code  = tostring(fixed_response.value)
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
  certificate_arn   = local.certificate_arn
  tags              = local.tags

  default_action {
    type             = local.hosted ? "fixed-response" : "forward"
    target_group_arn = local.hosted ? null : aws_lb_target_group.this[0].arn

    dynamic "fixed_response" {
      for_each = local.hosted ? [404] : []

      content {
        content_type = "text/plain"
        message_body = "Not found"
        status_code  = tostring(fixed_response.value)
      }
    }
  }

  lifecycle {
    precondition {
      condition     = local.certificate_arn != null
      error_message = "HTTPS needs a certificate: set certificate_arn, or host and zone_id for one that is made."
    }
  }
}

resource "aws_lb_listener_rule" "host" {
  count = local.hosted ? 1 : 0

  listener_arn = local.encrypted ? aws_lb_listener.https[0].arn : aws_lb_listener.http[0].arn
  priority     = 100
  tags         = local.tags

  action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.this[0].arn
  }

  condition {
    host_header {
      values = [var.host]
    }
  }

  dynamic "condition" {
    for_each = length(local.path_patterns) > 0 ? [local.path_patterns] : []

    content {
      path_pattern {
        values = condition.value
      }
    }
  }
}

resource "aws_route53_record" "host" {
  count = local.hosted && var.zone_id != null ? 1 : 0

  zone_id         = var.zone_id
  name            = var.host
  type            = "A"
  allow_overwrite = false

  alias {
    name                   = aws_lb.this[0].dns_name
    zone_id                = aws_lb.this[0].zone_id
    evaluate_target_health = true
  }
}

resource "aws_acm_certificate" "this" {
  count = local.certified ? 1 : 0

  domain_name       = var.host
  validation_method = "DNS"
  tags              = local.tags

  # The listener goes over to the new one before the old one goes.
  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_route53_record" "validation" {
  count = local.certified ? 1 : 0

  zone_id = var.zone_id
  name    = tolist(aws_acm_certificate.this[0].domain_validation_options)[0].resource_record_name
  type    = tolist(aws_acm_certificate.this[0].domain_validation_options)[0].resource_record_type
  records = [tolist(aws_acm_certificate.this[0].domain_validation_options)[0].resource_record_value]
  ttl     = 60

  # A certificate for the same host in another region or deployment is validated by the same record.
  allow_overwrite = true
}

resource "aws_acm_certificate_validation" "this" {
  count = local.certified ? 1 : 0

  certificate_arn         = aws_acm_certificate.this[0].arn
  validation_record_fqdns = aws_route53_record.validation[*].fqdn
}
