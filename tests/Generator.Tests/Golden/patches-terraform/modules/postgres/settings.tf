# postgres 1.1.0: how the server is set up
locals {
  # Twice as much, unless that is more than there can be.
  max_storage_gib = var.max_storage_gib != null ? var.max_storage_gib : var.storage_gib <= 32768 ? var.storage_gib * 2 : null

  dynamic_parameters = merge({ log_min_duration_statement = tostring(var.slow_query_milliseconds) }, var.parameters, { "rds.force_ssl" = "1" })
}

# One for each major version: an upgrade needs the new one while the old one is still in use.
resource "aws_db_parameter_group" "this" {
  name        = "${local.identifier}-${split(".", var.engine_version)[0]}"
  description = "Parameters of ${local.identifier}"
  family      = "postgres${split(".", var.engine_version)[0]}"
  tags        = local.tags

  dynamic "parameter" {
    for_each = local.dynamic_parameters

    content {
      name         = parameter.key
      value        = parameter.value
      apply_method = "immediate"
    }
  }

  dynamic "parameter" {
    for_each = var.static_parameters

    content {
      name         = parameter.key
      value        = parameter.value
      apply_method = "pending-reboot"
    }
  }

  lifecycle {
    create_before_destroy = true

    precondition {
      condition     = length(setintersection(keys(local.dynamic_parameters), keys(var.static_parameters))) == 0
      error_message = "A parameter is set twice: static_parameters must name none of parameters, nor rds.force_ssl and log_min_duration_statement."
    }
  }
}
