# dns-record 1.0.0

output "fqdn" {
  description = "Full name of the record."
  value       = aws_route53_record.this.fqdn
}
