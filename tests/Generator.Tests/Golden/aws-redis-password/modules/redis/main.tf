# redis 1.0.0
locals {
  tags = { Module = "redis/1.0.0" }

  # ElastiCache wants a letter first and no hyphens in pairs.
  identifier = "cache-${replace(var.prefix, "/-+/", "-")}"
  clustered  = var.shards > 1
  endpoint   = local.clustered ? aws_elasticache_replication_group.this.configuration_endpoint_address : aws_elasticache_replication_group.this.primary_endpoint_address

  # As ElastiCache calls them: alarms must name them before they are there.
  nodes = local.clustered ? [for node in setproduct(range(1, var.shards + 1), range(1, var.replicas + 2)) : format("%s-%04d-%03d", local.identifier, node...)] : formatlist("${local.identifier}-%03d", range(1, var.replicas + 2))

  parameters = merge(var.parameters, { "maxmemory-policy" = var.max_memory_policy }, local.clustered ? { "cluster-enabled" = "yes" } : {})

  environment = {
    CACHE_HOST    = local.endpoint
    CACHE_PORT    = tostring(var.port)
    CACHE_TLS     = "true"
    CACHE_CLUSTER = tostring(local.clustered)
    CACHE_NAME    = local.identifier
    CACHE_USER    = aws_elasticache_user.app.user_name
    CACHE_AUTH    = var.password_secret_arn == null ? "iam" : "password"
  }
}

resource "aws_elasticache_subnet_group" "this" {
  name        = local.identifier
  description = "Subnets of ${local.identifier}"
  subnet_ids  = var.subnet_ids
  tags        = local.tags
}

# One for each family: an upgrade needs the new one while the old one is still in use.
resource "aws_elasticache_parameter_group" "this" {
  name        = "${local.identifier}-${var.engine}${split(".", var.engine_version)[0]}"
  description = "Parameters of ${local.identifier}"
  family      = "${var.engine}${split(".", var.engine_version)[0]}"
  tags        = local.tags

  dynamic "parameter" {
    for_each = local.parameters

    content {
      name  = parameter.key
      value = parameter.value
    }
  }

  lifecycle {
    create_before_destroy = true
  }
}

# A name that a later cache of this deployment does not take again: snapshots outlive what they were taken of.
resource "terraform_data" "final_snapshot" {
  triggers_replace = [var.kms_key_arn, var.port]
}

resource "aws_elasticache_replication_group" "this" {
  replication_group_id = local.identifier
  description          = "Cache of ${var.prefix}"
  engine               = var.engine
  engine_version       = var.engine_version
  node_type            = var.node_type
  parameter_group_name = aws_elasticache_parameter_group.this.name
  tags                 = local.tags

  num_cache_clusters         = local.clustered ? null : var.replicas + 1
  num_node_groups            = local.clustered ? var.shards : null
  replicas_per_node_group    = local.clustered ? var.replicas : null
  automatic_failover_enabled = local.clustered || var.replicas > 0
  multi_az_enabled           = var.replicas > 0

  subnet_group_name  = aws_elasticache_subnet_group.this.name
  security_group_ids = [aws_security_group.this.id]
  port               = var.port

  at_rest_encryption_enabled = true
  kms_key_id                 = var.kms_key_arn
  transit_encryption_enabled = true
  transit_encryption_mode    = "required"
  user_group_ids             = [aws_elasticache_user_group.this.user_group_id]

  auto_minor_version_upgrade = var.auto_minor_version_upgrade
  apply_immediately          = var.apply_immediately
  maintenance_window         = var.maintenance_window
  snapshot_retention_limit   = var.snapshot_retention_days
  snapshot_window            = var.snapshot_window
  final_snapshot_identifier  = var.final_snapshot ? "${local.identifier}-final-${terraform_data.final_snapshot.id}" : null

  dynamic "log_delivery_configuration" {
    for_each = aws_cloudwatch_log_group.this

    content {
      log_type         = log_delivery_configuration.key
      log_format       = "json"
      destination_type = "cloudwatch-logs"
      destination      = log_delivery_configuration.value.name
    }
  }
}
