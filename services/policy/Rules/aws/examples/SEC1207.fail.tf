resource "aws_elasticache_replication_group" "this" {
  replication_group_id       = "shop"
  description                = "Sessions"
  at_rest_encryption_enabled = true
  transit_encryption_enabled = false
}
