resource "aws_db_instance" "this" {
  instance_class              = "db.t4g.small"
  engine                      = "postgres"
  allocated_storage           = 20
  username                    = "shop"
  manage_master_user_password = true
}
