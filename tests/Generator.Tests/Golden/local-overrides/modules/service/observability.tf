# service 1.0.0: what was asked for in observability

resource "terraform_data" "log_stream" {
  count = var.logging == "none" ? 0 : 1

  input = {
    id      = "${local.id}-logs"
    sink    = var.logging
    sources = terraform_data.replica[*].output.id
    tags    = var.tags
  }
}

resource "terraform_data" "scrape_target" {
  count = var.metrics == "none" ? 0 : 1

  input = {
    id        = "${local.id}-metrics"
    collector = var.metrics
    targets   = [for replica in terraform_data.replica : "http://${replica.output.address}:${var.port}/metrics"]
    tags      = var.tags
  }
}

resource "terraform_data" "trace_exporter" {
  count = var.tracing == "none" ? 0 : 1

  input = {
    id       = "${local.id}-traces"
    protocol = var.tracing
    endpoint = "http://127.0.0.1:4317"
    tags     = var.tags
  }
}
