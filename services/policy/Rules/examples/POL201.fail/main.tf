# Encryption is set when a database is made: it is replaced.
resource "aws_db_instance" "invoices" {
  identifier          = "invoices"
  engine              = "postgres"
  instance_class      = "db.t4g.small"
  allocated_storage   = 50
  storage_type        = "gp3"
  username            = "invoices"
  storage_encrypted   = true
  skip_final_snapshot = true

  manage_master_user_password = true
}
