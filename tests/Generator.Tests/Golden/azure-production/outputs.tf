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

output "dns_record_fqdn" {
  description = "Full name of the record."
  value       = module.dns_record.fqdn
}

output "function_function_url" {
  description = "Where the function is called by HTTP; null where nobody may."
  value       = module.function.function_url
}

output "function_id" {
  description = "Id of the function app."
  value       = module.function.id
}

output "function_identity_id" {
  description = "Id of the identity that the function acts as."
  value       = module.function.identity_id
}

output "function_name" {
  description = "Name of the function app, by which code is deployed."
  value       = module.function.name
}

output "function_principal_id" {
  description = "The identity as those know it who give it roles."
  value       = module.function.principal_id
}

output "function_storage_account" {
  description = "Name of the storage account of the function's code."
  value       = module.function.storage_account
}

output "kubernetes_cluster_endpoint" {
  description = "Host name of the API, which only the network knows where it is private."
  value       = module.kubernetes_cluster.endpoint
}

output "kubernetes_cluster_id" {
  description = "Id of the cluster."
  value       = module.kubernetes_cluster.id
}

output "kubernetes_cluster_name" {
  description = "Name of the cluster."
  value       = module.kubernetes_cluster.name
}

output "kubernetes_cluster_node_principal_id" {
  description = "The nodes' identity as those know it who give it roles."
  value       = module.kubernetes_cluster.node_principal_id
}

output "kubernetes_cluster_node_resource_group" {
  description = "Resource group of the nodes, which is the cluster's own business."
  value       = module.kubernetes_cluster.node_resource_group
}

output "kubernetes_cluster_oidc_issuer_url" {
  description = "Who vouches for the cluster's service accounts, for identities that trust them."
  value       = module.kubernetes_cluster.oidc_issuer_url
}

output "kubernetes_cluster_principal_id" {
  description = "The control plane's identity as those know it who give it roles."
  value       = module.kubernetes_cluster.principal_id
}

output "load_balancer_alias_resource_ids" {
  description = "Id of the public address as a list, for a record that is another name for it; empty where clients call another address."
  value       = module.load_balancer.alias_resource_ids
}

output "load_balancer_dns_name" {
  description = "Azure's own host name of the public address."
  value       = module.load_balancer.dns_name
}

output "load_balancer_dns_names" {
  description = "The same as a list; empty where clients call another address."
  value       = module.load_balancer.dns_names
}

output "load_balancer_id" {
  description = "Id of the gateway."
  value       = module.load_balancer.id
}

output "load_balancer_identity_id" {
  description = "Id of the identity that reads the certificate."
  value       = module.load_balancer.identity_id
}

output "load_balancer_public_ip_address" {
  description = "Public address of the gateway."
  value       = module.load_balancer.public_ip_address
}

output "load_balancer_url" {
  description = "Where clients call."
  value       = module.load_balancer.url
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

output "queue_dead_letter_name" {
  description = "Name of the queue of messages that nobody could handle."
  value       = module.queue.dead_letter_name
}

output "queue_environment" {
  description = "What a client's environment says of the queue."
  value       = module.queue.environment
}

output "queue_id" {
  description = "Id of the queue, as a scope for roles."
  value       = module.queue.id
}

output "queue_name" {
  description = "Name of the queue."
  value       = module.queue.name
}

output "queue_namespace" {
  description = "Host name of the namespace, which clients ask for."
  value       = module.queue.namespace
}

output "queue_namespace_id" {
  description = "Id of the namespace."
  value       = module.queue.namespace_id
}

output "queue_roles" {
  description = "Roles that a client's identity needs, each with its scope."
  value       = module.queue.roles
}

output "queue_secrets" {
  description = "Variables of a client's environment that are secrets; there are none, since identities authenticate."
  value       = module.queue.secrets
}

output "queue_url" {
  description = "Address that messages are sent to and received from."
  value       = module.queue.url
}

output "redis_database_ids" {
  description = "Id of the cache's database as a list, for modules that let themselves in."
  value       = module.redis.database_ids
}

output "redis_endpoint" {
  description = "Host name that takes reads and writes."
  value       = module.redis.endpoint
}

output "redis_environment" {
  description = "What a client's environment says of the cache. A client's user is the object id of its identity."
  value       = module.redis.environment
}

output "redis_id" {
  description = "Id of the cache."
  value       = module.redis.id
}

output "redis_name" {
  description = "Name of the cache."
  value       = module.redis.name
}

output "redis_port" {
  description = "Port of the cache."
  value       = module.redis.port
}

output "redis_roles" {
  description = "Roles that a client's identity needs, each with its scope; there are none, since the database itself knows who may connect."
  value       = module.redis.roles
}

output "redis_secrets" {
  description = "Variables of a client's environment that are secrets; there are none, since identities authenticate."
  value       = module.redis.secrets
}

output "registry_id" {
  description = "Id of the registry, as a scope for roles."
  value       = module.registry.id
}

output "registry_login_server" {
  description = "Host name of the registry."
  value       = module.registry.login_server
}

output "registry_name" {
  description = "Name of the registry."
  value       = module.registry.name
}

output "registry_roles" {
  description = "Roles that a client's identity needs, each with its scope."
  value       = module.registry.roles
}

output "registry_urls" {
  description = "Addresses that images are pushed to and pulled from, by name of the repository."
  value       = module.registry.urls
}

output "secret_id" {
  description = "Id of the secret, as a scope for roles and for modules that read it."
  value       = module.secret.id
}

output "secret_name" {
  description = "Name of the secret, for whoever puts the value in."
  value       = module.secret.name
}

output "secret_roles" {
  description = "Roles that a client's identity needs, each with its scope."
  value       = module.secret.roles
}

output "secret_secrets" {
  description = "Variables of a service's environment, each with the address of the secret that it takes. For container-app, give them as its secrets once they have a value."
  value       = module.secret.secrets
}

output "secret_vault_id" {
  description = "Id of the vault."
  value       = module.secret.vault_id
}

output "secret_vault_name" {
  description = "Name of the vault, for whoever puts the values in."
  value       = module.secret.vault_name
}

output "secret_vault_uri" {
  description = "Address of the vault."
  value       = module.secret.vault_uri
}

output "static_site_dns_names" {
  description = "The same as a list, for a record that is another name for it."
  value       = module.static_site.dns_names
}

output "static_site_domain_name" {
  description = "Azure's own name of the site."
  value       = module.static_site.domain_name
}

output "static_site_id" {
  description = "Id of the site."
  value       = module.static_site.id
}

output "static_site_name" {
  description = "Name of the site, by which its deployment token is read and files are uploaded."
  value       = module.static_site.name
}

output "static_site_url" {
  description = "Where the site is."
  value       = module.static_site.url
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
