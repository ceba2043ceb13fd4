# What the deployment tells about itself.

output "bucket_account_id" {
  description = "Id of the storage account."
  value       = module.bucket.account_id
}

output "bucket_account_name" {
  description = "Name of the storage account."
  value       = module.bucket.account_name
}

output "bucket_domain_name" {
  description = "Host name of the account's blobs."
  value       = module.bucket.domain_name
}

output "bucket_environment" {
  description = "What a client's environment says of the bucket."
  value       = module.bucket.environment
}

output "bucket_id" {
  description = "Id of the container, as a scope for roles."
  value       = module.bucket.id
}

output "bucket_name" {
  description = "Name of the container."
  value       = module.bucket.name
}

output "bucket_roles" {
  description = "Roles that a client's identity needs, each with its scope."
  value       = module.bucket.roles
}

output "bucket_secrets" {
  description = "Variables of a client's environment that are secrets; there are none, since identities authenticate."
  value       = module.bucket.secrets
}

output "bucket_url" {
  description = "Address of the container."
  value       = module.bucket.url
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

output "postgres_database" {
  description = "Name of the database that clients use."
  value       = module.postgres.database
}

output "postgres_endpoint" {
  description = "Host name of the server."
  value       = module.postgres.endpoint
}

output "postgres_entra_server_names" {
  description = "Name of the server as a list, for modules that make their identity its administrator; empty where a password authenticates."
  value       = module.postgres.entra_server_names
}

output "postgres_environment" {
  description = "What a client's environment says of the database. Without a password, a client's user is the name of its identity."
  value       = module.postgres.environment
}

output "postgres_id" {
  description = "Id of the server."
  value       = module.postgres.id
}

output "postgres_name" {
  description = "Name of the server."
  value       = module.postgres.name
}

output "postgres_port" {
  description = "Port of the server."
  value       = module.postgres.port
}

output "postgres_reader_endpoints" {
  description = "Host names of the read replicas."
  value       = module.postgres.reader_endpoints
}

output "postgres_roles" {
  description = "Roles that a client's identity needs, each with its scope; empty without a password."
  value       = module.postgres.roles
}

output "postgres_secrets" {
  description = "Variables of a client's environment, each with the address of the secret that it takes; empty without a password."
  value       = module.postgres.secrets
}

output "shop_client_id" {
  description = "The identity as the container names it when it signs in; AZURE_CLIENT_ID in its environment."
  value       = module.shop.client_id
}

output "shop_dns_names" {
  description = "Azure's own host name of the container as a list, for a gateway or a record that is another name for it; empty without ingress."
  value       = module.shop.dns_names
}

output "shop_id" {
  description = "Id of the app."
  value       = module.shop.id
}

output "shop_identity_id" {
  description = "Id of the identity that the container acts as."
  value       = module.shop.identity_id
}

output "shop_image" {
  description = "Image of the container."
  value       = module.shop.image
}

output "shop_name" {
  description = "Name of the app."
  value       = module.shop.name
}

output "shop_principal_id" {
  description = "The identity as those know it who give it roles."
  value       = module.shop.principal_id
}

output "shop_revision" {
  description = "Name of the revision that is deployed."
  value       = module.shop.revision
}

output "shop_url" {
  description = "Where the container is reached; null without ingress."
  value       = module.shop.url
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
