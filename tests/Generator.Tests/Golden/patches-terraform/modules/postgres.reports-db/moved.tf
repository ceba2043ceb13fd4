# postgres 1.1.0: what older versions called otherwise, so that an upgrade renames and makes nothing anew

# 1.0.0, before there were replicas beside it.
moved {
  from = aws_db_instance.this
  to   = aws_db_instance.primary
}
