# What the deployment tells about itself.

output "dns_record_fqdn" {
  description = "Full name of the record."
  value       = module.dns_record.fqdn
}

output "load_balancer_backend_service_id" {
  description = "Id of the backend service, for rules of Identity-Aware Proxy."
  value       = module.load_balancer.backend_service_id
}

output "load_balancer_ip_addresses" {
  description = "IPv4 address of the balancer as a list, for a record of type A."
  value       = module.load_balancer.ip_addresses
}

output "load_balancer_ipv6_addresses" {
  description = "IPv6 address of the balancer as a list, for a record of type AAAA; empty without one."
  value       = module.load_balancer.ipv6_addresses
}

output "load_balancer_security_policy_id" {
  description = "Id of the firewall's policy."
  value       = module.load_balancer.security_policy_id
}

output "load_balancer_url" {
  description = "Where clients call."
  value       = module.load_balancer.url
}

output "load_balancer_url_map_id" {
  description = "Id of the URL map, to have the edge forget what it keeps."
  value       = module.load_balancer.url_map_id
}
