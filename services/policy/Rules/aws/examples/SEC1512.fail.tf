resource "aws_opensearch_domain" "this" {
  domain_name = "shop"

  encrypt_at_rest {
    enabled = true
  }
}
