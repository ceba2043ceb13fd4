# What the deployment tells about itself.

output "container_app_client_id" {
  description = "The identity as the container names it when it signs in; AZURE_CLIENT_ID in its environment."
  value       = module.container_app.client_id
}

output "container_app_dns_names" {
  description = "Azure's own host name of the container as a list, for a gateway or a record that is another name for it; empty without ingress."
  value       = module.container_app.dns_names
}

output "container_app_id" {
  description = "Id of the app."
  value       = module.container_app.id
}

output "container_app_identity_id" {
  description = "Id of the identity that the container acts as."
  value       = module.container_app.identity_id
}

output "container_app_image" {
  description = "Image of the container."
  value       = module.container_app.image
}

output "container_app_name" {
  description = "Name of the app."
  value       = module.container_app.name
}

output "container_app_principal_id" {
  description = "The identity as those know it who give it roles."
  value       = module.container_app.principal_id
}

output "container_app_revision" {
  description = "Name of the revision that is deployed."
  value       = module.container_app.revision
}

output "container_app_url" {
  description = "Where the container is reached; null without ingress."
  value       = module.container_app.url
}

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

output "log_group_action_group_ids" {
  description = "Ids of the action groups that alarms are told to; empty without alarm_emails."
  value       = module.log_group.action_group_ids
}

output "log_group_id" {
  description = "Id of the workspace."
  value       = module.log_group.id
}

output "log_group_name" {
  description = "Name of the workspace."
  value       = module.log_group.name
}

output "log_group_workspace_id" {
  description = "The workspace's own number, which queries and agents name."
  value       = module.log_group.workspace_id
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
