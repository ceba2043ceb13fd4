resource "aws_db_instance" "this" {
  instance_class          = "db.t4g.small"
  replicate_source_db     = "shop"
  backup_retention_period = 0
  skip_final_snapshot     = true
}
