# vpc 1.0.0

output "cidr_blocks" {
  description = "IPv4 blocks of the network."
  value       = [var.cidr]
}

output "id" {
  description = "Id of the network."
  value       = google_compute_network.this.id
}

output "name" {
  description = "Name of the network."
  value       = google_compute_network.this.name
}

output "nat_public_ips" {
  description = "Addresses that the network is seen with on the Internet; empty where Google chooses them."
  value       = google_compute_address.nat[*].address
}

output "pods_range_name" {
  description = "Name of the private subnet's range for pods."
  value       = local.pods_range
}

output "private_service_connection" {
  description = "Peering that gives managed services their addresses, which they have to wait for; null without it."
  value       = one(google_service_networking_connection.this[*].id)
}

output "private_subnet_ids" {
  description = "Ids of the private subnets; there is one, over all zones of the region."
  value       = [google_compute_subnetwork.private.id]
}

output "services_range_name" {
  description = "Name of the private subnet's range for services of clusters."
  value       = local.services_range
}
