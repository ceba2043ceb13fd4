# What the deployment tells about itself.

output "mx_fqdn" {
  description = "Full name of the record."
  value       = module.mx.fqdn
}

output "spf_fqdn" {
  description = "Full name of the record."
  value       = module.spf.fqdn
}
