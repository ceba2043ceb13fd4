# What the deployment tells about itself.

output "config_id" {
  description = "Id of the settings."
  value       = module.config.id
}

output "config_revision" {
  description = "Changes with the settings, and only with them."
  value       = module.config.revision
}

output "network_cidr" {
  description = "IPv4 block of the network."
  value       = module.network.cidr
}

output "network_id" {
  description = "Id of the network."
  value       = module.network.id
}

output "network_subnet_cidrs" {
  description = "IPv4 blocks of the subnets."
  value       = module.network.subnet_cidrs
}

output "service_addresses" {
  description = "Addresses of the replicas."
  value       = module.service.addresses
}

output "service_endpoint" {
  description = "Where the service is reached."
  value       = module.service.endpoint
}

output "service_image" {
  description = "Image that the replicas run."
  value       = module.service.image
}

output "service_replicas" {
  description = "Number of replicas."
  value       = module.service.replicas
}
