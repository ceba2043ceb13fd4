# load-balancer 1.0.0

output "backend_service_id" {
  description = "Id of the backend service, for rules of Identity-Aware Proxy."
  value       = google_compute_backend_service.this.id
}

output "ip_addresses" {
  description = "IPv4 address of the balancer as a list, for a record of type A."
  value       = [google_compute_global_address.this["IPV4"].address]
}

output "ipv6_addresses" {
  description = "IPv6 address of the balancer as a list, for a record of type AAAA; empty without one."
  value       = [for version, address in google_compute_global_address.this : address.address if version == "IPV6"]
}

output "security_policy_id" {
  description = "Id of the firewall's policy."
  value       = google_compute_security_policy.this.id
}

output "url" {
  description = "Where clients call."
  value       = "${local.encrypted ? "https" : "http"}://${length(var.domain_names) > 0 ? var.domain_names[0] : google_compute_global_address.this["IPV4"].address}"
}

output "url_map_id" {
  description = "Id of the URL map, to have the edge forget what it keeps."
  value       = google_compute_url_map.this.id
}
