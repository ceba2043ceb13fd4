# dns-record 1.0.0

output "fqdn" {
  description = "Full name of the record."
  value       = var.record_name
}
