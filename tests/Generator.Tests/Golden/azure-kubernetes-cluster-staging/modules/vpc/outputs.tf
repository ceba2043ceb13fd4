# vpc 1.0.0

output "app_subnet_ids" {
  description = "Id of the subnet for an environment of container apps, as a list."
  value       = [local.subnet_ids["apps"]]
}

output "cidr_blocks" {
  description = "IPv4 blocks of the network."
  value       = [var.cidr]
}

output "database_subnet_ids" {
  description = "Id of the subnet that belongs to PostgreSQL servers, as a list."
  value       = [local.subnet_ids["database"]]
}

output "endpoint_subnet_ids" {
  description = "Id of the subnet for private endpoints, as a list."
  value       = [local.subnet_ids["endpoints"]]
}

output "function_subnet_ids" {
  description = "Id of the subnet for functions, as a list."
  value       = [local.subnet_ids["functions"]]
}

output "id" {
  description = "Id of the network."
  value       = azurerm_virtual_network.this.id
}

output "name" {
  description = "Name of the network."
  value       = azurerm_virtual_network.this.name
}

output "nat_public_ips" {
  description = "Addresses that private subnets are seen with on the Internet."
  value       = azurerm_public_ip.nat[*].ip_address
}

output "private_dns_zone_ids" {
  description = "Ids of the private DNS zones, by service."
  value       = { for service, link in azurerm_private_dns_zone_virtual_network_link.this : service => azurerm_private_dns_zone.this[service].id }
}

output "private_subnet_ids" {
  description = "Id of the subnet for private machines and nodes, as a list."
  value       = [local.subnet_ids["private"]]
}

output "public_subnet_ids" {
  description = "Id of the subnet for a public gateway, as a list."
  value       = [local.subnet_ids["public"]]
}

output "security_group_names" {
  description = "Names of the subnets' security groups: apps, database, endpoints, functions, private, public."
  value       = { for name, group in azurerm_network_security_group.this : name => group.name }
}
