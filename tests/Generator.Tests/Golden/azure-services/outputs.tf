# What the deployment tells about itself.

output "container_environment_default_domain" {
  description = "Domain that the names of all apps end in."
  value       = module.container_environment.default_domain
}

output "container_environment_id" {
  description = "Id of the environment."
  value       = module.container_environment.id
}

output "container_environment_name" {
  description = "Name of the environment."
  value       = module.container_environment.name
}

output "container_environment_static_ip" {
  description = "Address that apps are reached at."
  value       = module.container_environment.static_ip
}

output "container_environment_tracing_environment" {
  description = "What an app's environment says of tracing. No secret, since identities alone may send."
  value       = module.container_environment.tracing_environment
}

output "container_environment_tracing_roles" {
  description = "Roles that an app's identity needs to send traces, each with what it is needed on."
  value       = module.container_environment.tracing_roles
}

output "vpc_app_subnet_ids" {
  description = "Id of the subnet for an environment of container apps, as a list."
  value       = module.vpc.app_subnet_ids
}

output "vpc_cidr_blocks" {
  description = "IPv4 blocks of the network."
  value       = module.vpc.cidr_blocks
}

output "vpc_database_subnet_ids" {
  description = "Id of the subnet that belongs to PostgreSQL servers, as a list."
  value       = module.vpc.database_subnet_ids
}

output "vpc_endpoint_subnet_ids" {
  description = "Id of the subnet for private endpoints, as a list."
  value       = module.vpc.endpoint_subnet_ids
}

output "vpc_function_subnet_ids" {
  description = "Id of the subnet for functions, as a list."
  value       = module.vpc.function_subnet_ids
}

output "vpc_id" {
  description = "Id of the network."
  value       = module.vpc.id
}

output "vpc_name" {
  description = "Name of the network."
  value       = module.vpc.name
}

output "vpc_nat_public_ips" {
  description = "Addresses that private subnets are seen with on the Internet."
  value       = module.vpc.nat_public_ips
}

output "vpc_private_dns_zone_ids" {
  description = "Ids of the private DNS zones, by service."
  value       = module.vpc.private_dns_zone_ids
}

output "vpc_private_subnet_ids" {
  description = "Id of the subnet for private machines and nodes, as a list."
  value       = module.vpc.private_subnet_ids
}

output "vpc_public_subnet_ids" {
  description = "Id of the subnet for a public gateway, as a list."
  value       = module.vpc.public_subnet_ids
}

output "vpc_security_group_names" {
  description = "Names of the subnets' security groups: apps, database, endpoints, functions, private, public."
  value       = module.vpc.security_group_names
}

output "web_client_id" {
  description = "The identity as the container names it when it signs in; AZURE_CLIENT_ID in its environment."
  value       = module.web.client_id
}

output "web_dns_names" {
  description = "Azure's own host name of the container as a list, for a gateway or a record that is another name for it; empty without ingress."
  value       = module.web.dns_names
}

output "web_id" {
  description = "Id of the app."
  value       = module.web.id
}

output "web_identity_id" {
  description = "Id of the identity that the container acts as."
  value       = module.web.identity_id
}

output "web_image" {
  description = "Image of the container."
  value       = module.web.image
}

output "web_name" {
  description = "Name of the app."
  value       = module.web.name
}

output "web_principal_id" {
  description = "The identity as those know it who give it roles."
  value       = module.web.principal_id
}

output "web_revision" {
  description = "Name of the revision that is deployed."
  value       = module.web.revision
}

output "web_url" {
  description = "Where the container is reached; null without ingress."
  value       = module.web.url
}

output "worker_client_id" {
  description = "The identity as the container names it when it signs in; AZURE_CLIENT_ID in its environment."
  value       = module.worker.client_id
}

output "worker_dns_names" {
  description = "Azure's own host name of the container as a list, for a gateway or a record that is another name for it; empty without ingress."
  value       = module.worker.dns_names
}

output "worker_id" {
  description = "Id of the app."
  value       = module.worker.id
}

output "worker_identity_id" {
  description = "Id of the identity that the container acts as."
  value       = module.worker.identity_id
}

output "worker_image" {
  description = "Image of the container."
  value       = module.worker.image
}

output "worker_name" {
  description = "Name of the app."
  value       = module.worker.name
}

output "worker_principal_id" {
  description = "The identity as those know it who give it roles."
  value       = module.worker.principal_id
}

output "worker_revision" {
  description = "Name of the revision that is deployed."
  value       = module.worker.revision
}

output "worker_url" {
  description = "Where the container is reached; null without ingress."
  value       = module.worker.url
}
