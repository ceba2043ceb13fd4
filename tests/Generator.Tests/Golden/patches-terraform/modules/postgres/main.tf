# postgres 1.1.0
locals {
  tags = { Module = "postgres/1.1.0" }

  # RDS wants a letter first and no hyphens in pairs.
  identifier = "db-${replace(var.prefix, "/-+/", "-")}"
  secret_arn = aws_db_instance.primary.master_user_secret[0].secret_arn

  readers = var.read_replicas == 0 ? {} : { DATABASE_READER_HOSTS = join(",", aws_db_instance.replica[*].address) }

  environment = merge(local.readers, {
    DATABASE_HOST       = aws_db_instance.primary.address
    DATABASE_PORT       = tostring(var.port)
    DATABASE_NAME       = var.database
    DATABASE_USER       = var.master_username
    DATABASE_SSLMODE    = "require"
    DATABASE_SECRET_ARN = local.secret_arn
  })
}

resource "aws_db_subnet_group" "this" {
  name        = local.identifier
  description = "Subnets of ${local.identifier}"
  subnet_ids  = var.subnet_ids
  tags        = local.tags
}

# A name that a later database of this deployment does not take again: snapshots outlive what they were taken of.
resource "terraform_data" "final_snapshot" {
  triggers_replace = [var.database, var.master_username, var.kms_key_arn]
}

resource "aws_db_instance" "primary" {
  identifier     = local.identifier
  engine         = "postgres"
  engine_version = var.engine_version
  instance_class = var.instance_class
  multi_az       = var.multi_az
  tags           = local.tags

  allow_major_version_upgrade = var.allow_major_version_upgrade
  auto_minor_version_upgrade  = var.auto_minor_version_upgrade
  apply_immediately           = var.apply_immediately
  maintenance_window          = var.maintenance_window
  parameter_group_name        = aws_db_parameter_group.this.name
  ca_cert_identifier          = "rds-ca-rsa2048-g1"

  db_subnet_group_name   = aws_db_subnet_group.this.name
  vpc_security_group_ids = [aws_security_group.this.id]
  port                   = var.port
  publicly_accessible    = false

  storage_type          = "gp3"
  allocated_storage     = var.storage_gib
  max_allocated_storage = local.max_storage_gib
  iops                  = var.storage_iops
  storage_encrypted     = true
  kms_key_id            = var.kms_key_arn

  # Nobody knows the password: AWS makes it, keeps it in Secrets Manager, and changes it there and here.
  db_name                             = var.database
  username                            = var.master_username
  manage_master_user_password         = true
  master_user_secret_kms_key_id       = var.kms_key_arn
  iam_database_authentication_enabled = var.iam_authentication

  backup_retention_period   = var.backup_retention_days
  backup_window             = var.backup_window
  copy_tags_to_snapshot     = true
  delete_automated_backups  = false
  deletion_protection       = var.deletion_protection
  skip_final_snapshot       = !var.final_snapshot
  final_snapshot_identifier = "${local.identifier}-final-${terraform_data.final_snapshot.id}"
  snapshot_identifier       = var.snapshot_identifier

  enabled_cloudwatch_logs_exports       = local.log_kinds
  monitoring_interval                   = var.monitoring_seconds
  monitoring_role_arn                   = one(aws_iam_role.monitoring[*].arn)
  performance_insights_enabled          = local.performance_insights
  performance_insights_retention_period = local.performance_insights ? var.performance_insights_retention_days : null
  performance_insights_kms_key_id       = local.performance_insights ? var.kms_key_arn : null

  lifecycle {
    # A restored database must not be replaced when the snapshot is no longer mentioned.
    ignore_changes = [snapshot_identifier]

    precondition {
      condition     = var.storage_iops == null || var.storage_gib >= 400
      error_message = "storage_iops can be chosen from 400 GiB of storage on; leave it open, or raise storage_gib."
    }

    precondition {
      condition     = var.max_storage_gib == null ? true : var.max_storage_gib >= var.storage_gib * 1.1
      error_message = "max_storage_gib must be at least a tenth more than storage_gib."
    }
  }

  depends_on = [aws_cloudwatch_log_group.this, aws_iam_role_policy_attachment.monitoring]
}

resource "aws_secretsmanager_secret_rotation" "this" {
  secret_id          = local.secret_arn
  rotate_immediately = false

  rotation_rules {
    automatically_after_days = var.password_rotation_days
  }
}
