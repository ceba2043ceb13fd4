resource "aws_db_instance" "orders" {
  identifier          = "orders"
  engine              = "postgres"
  instance_class      = "db.t4g.small"
  allocated_storage   = 50
  storage_type        = "gp3"
  username            = "orders"
  storage_encrypted   = true
  skip_final_snapshot = true

  manage_master_user_password = true
}
