# config 1.0.0
resource "terraform_data" "settings" {
  input = {
    id       = "${var.prefix}-config"
    revision = substr(sha256(jsonencode(var.settings)), 0, 12)
    settings = var.settings
    module   = "config 1.0.0"
    tags     = var.tags
  }
}
