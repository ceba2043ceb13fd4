# ecs-service 1.6.0: logs, metrics and traces, as observability asks for
locals {
  prometheus = var.metrics == "prometheus"
  traced     = var.tracing == "xray"
  collects   = local.prometheus || local.traced

  log_configuration = { for name in ["app", "collector"] : name => var.logging != "cloudwatch" ? null : {
    logDriver = "awslogs"
    options = {
      "awslogs-group"         = aws_cloudwatch_log_group.this[0].name
      "awslogs-region"        = data.aws_region.current.region
      "awslogs-stream-prefix" = name
    }
  } }

  # Prometheus' endpoint ends in a slash.
  remote_write = join("", [for workspace in aws_prometheus_workspace.this : "${workspace.prometheus_endpoint}api/v1/remote_write"])

  # The collector refuses to start over a part that is named and not set up, even where nothing uses it.
  collector_needs = {
    awsxray               = local.traced
    otlp                  = local.traced
    prometheus            = local.prometheus
    prometheusremotewrite = local.prometheus
    sigv4auth             = local.prometheus
  }

  collector_config = {
    extensions = { for name, part in {
      sigv4auth = { region = data.aws_region.current.region, service = "aps" }
    } : name => part if local.collector_needs[name] }

    receivers = { for name, part in {
      otlp = { protocols = { grpc = { endpoint = "127.0.0.1:4317" }, http = { endpoint = "127.0.0.1:4318" } } }
      prometheus = { config = { scrape_configs = [{
        job_name        = var.prefix
        scrape_interval = "30s"
        metrics_path    = var.metrics_path
        static_configs  = [{ targets = ["127.0.0.1:${var.container_port}"] }]
      }] } }
    } : name => part if local.collector_needs[name] }

    exporters = { for name, part in {
      awsxray               = { region = data.aws_region.current.region }
      prometheusremotewrite = { endpoint = local.remote_write, auth = { authenticator = "sigv4auth" } }
    } : name => part if local.collector_needs[name] }

    service = {
      extensions = [for name in ["sigv4auth"] : name if local.collector_needs[name]]
      pipelines  = { for name, pipeline in local.collector_pipelines : name => { receivers = pipeline.receivers, exporters = pipeline.exporters } if pipeline.wanted }
    }
  }

  collector_pipelines = {
    metrics = { wanted = local.prometheus, receivers = ["prometheus"], exporters = ["prometheusremotewrite"] }
    traces  = { wanted = local.traced, receivers = ["otlp"], exporters = ["awsxray"] }
  }

  collector = { for key, value in {
    name             = "collector"
    image            = var.collector_image
    essential        = false
    environment      = [{ name = "AOT_CONFIG_CONTENT", value = yamlencode(local.collector_config) }]
    logConfiguration = local.log_configuration["collector"]
  } : key => value if value != null }

  collector_statements = [
    { wanted = local.prometheus, actions = ["aps:RemoteWrite"], resources = aws_prometheus_workspace.this[*].arn },
    { wanted = local.traced, actions = ["xray:PutTraceSegments", "xray:PutTelemetryRecords", "xray:GetSamplingRules", "xray:GetSamplingTargets"], resources = ["*"] },
  ]
}

resource "aws_cloudwatch_log_group" "this" {
  count = var.logging == "cloudwatch" ? 1 : 0

  name              = "/infra-agent/${var.prefix}/service"
  retention_in_days = var.log_retention_days
  kms_key_id        = var.log_kms_key_arn
  tags              = local.tags
}

resource "aws_prometheus_workspace" "this" {
  count = local.prometheus ? 1 : 0

  alias = var.prefix
  tags  = local.tags
}

resource "aws_iam_role_policy" "collector" {
  count = local.collects ? 1 : 0

  name = "send-metrics-and-traces"
  role = aws_iam_role.task.id

  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [for statement in local.collector_statements : { Effect = "Allow", Action = statement.actions, Resource = statement.resources } if statement.wanted]
  })
}

resource "aws_cloudwatch_metric_alarm" "cpu" {
  count = var.metrics == "cloudwatch" ? 1 : 0

  alarm_name          = "${var.prefix}-cpu"
  alarm_description   = "Tasks of ${var.prefix} are at their limit of CPU."
  namespace           = "AWS/ECS"
  metric_name         = "CPUUtilization"
  statistic           = "Average"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 85
  period              = 60
  evaluation_periods  = 5
  dimensions          = { ClusterName = aws_ecs_cluster.this.name, ServiceName = local.service_name }
  tags                = local.tags
}

resource "aws_cloudwatch_metric_alarm" "unhealthy" {
  count = var.metrics == "cloudwatch" && local.balanced ? 1 : 0

  alarm_name          = "${var.prefix}-unhealthy"
  alarm_description   = "Tasks of ${var.prefix} do not answer their health check."
  namespace           = "AWS/ApplicationELB"
  metric_name         = "UnHealthyHostCount"
  statistic           = "Maximum"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  period              = 60
  evaluation_periods  = 3
  dimensions          = { LoadBalancer = aws_lb.this[0].arn_suffix, TargetGroup = aws_lb_target_group.this[0].arn_suffix }
  tags                = local.tags
}
