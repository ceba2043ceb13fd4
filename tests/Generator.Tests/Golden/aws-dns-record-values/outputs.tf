# What the deployment tells about itself.

output "dns_record_fqdn" {
  description = "Full name of the record."
  value       = module.dns_record.fqdn
}
