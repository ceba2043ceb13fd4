# postgres 1.1.0: read replicas
resource "aws_db_instance" "replica" {
  count = var.read_replicas

  identifier          = "${local.identifier}-replica-${count.index + 1}"
  replicate_source_db = aws_db_instance.primary.identifier
  instance_class      = coalesce(var.replica_instance_class, var.instance_class)
  tags                = local.tags

  auto_minor_version_upgrade = var.auto_minor_version_upgrade
  apply_immediately          = var.apply_immediately
  maintenance_window         = var.maintenance_window
  parameter_group_name       = aws_db_parameter_group.this.name
  ca_cert_identifier         = "rds-ca-rsa2048-g1"

  vpc_security_group_ids              = [aws_security_group.this.id]
  port                                = var.port
  publicly_accessible                 = false
  iam_database_authentication_enabled = var.iam_authentication

  # Encrypted with the database's key, which RDS refuses to be told within a region.
  storage_type          = "gp3"
  max_allocated_storage = local.max_storage_gib
  iops                  = var.storage_iops
  storage_encrypted     = true

  # Nothing is in a replica that is not in the database.
  backup_retention_period = 0
  skip_final_snapshot     = true
  copy_tags_to_snapshot   = true

  monitoring_interval                   = var.monitoring_seconds
  monitoring_role_arn                   = one(aws_iam_role.monitoring[*].arn)
  performance_insights_enabled          = local.performance_insights
  performance_insights_retention_period = local.performance_insights ? var.performance_insights_retention_days : null
  performance_insights_kms_key_id       = local.performance_insights ? var.kms_key_arn : null

  depends_on = [aws_iam_role_policy_attachment.monitoring]
}
