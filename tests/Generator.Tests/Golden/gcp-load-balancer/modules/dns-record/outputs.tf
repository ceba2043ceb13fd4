# dns-record 1.0.0

output "fqdn" {
  description = "Full name of the record."
  value       = trimsuffix(google_dns_record_set.this.name, ".")
}
