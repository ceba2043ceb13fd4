# What the deployment tells about itself.

output "bucket_bucket_names" {
  description = "The same as a list, for modules that let themselves in."
  value       = module.bucket.bucket_names
}

output "bucket_environment" {
  description = "What a client's environment says of the bucket."
  value       = module.bucket.environment
}

output "bucket_name" {
  description = "Name of the bucket."
  value       = module.bucket.name
}

output "bucket_url" {
  description = "Address of the bucket for tools, gs://…."
  value       = module.bucket.url
}

output "cloud_run_id" {
  description = "Id of the service or worker."
  value       = module.cloud_run.id
}

output "cloud_run_image" {
  description = "Image of the container."
  value       = module.cloud_run.image
}

output "cloud_run_ip_addresses" {
  description = "IPv4 address that host has to lead to, as a list, for a record of type A; empty without a host."
  value       = module.cloud_run.ip_addresses
}

output "cloud_run_log_bucket" {
  description = "Bucket of Cloud Logging with the container's logs; null without logging."
  value       = module.cloud_run.log_bucket
}

output "cloud_run_revision" {
  description = "Revision that is deployed."
  value       = module.cloud_run.revision
}

output "cloud_run_service_account_email" {
  description = "Account that the container acts as, for further roles."
  value       = module.cloud_run.service_account_email
}

output "cloud_run_service_name" {
  description = "Name of the service or worker."
  value       = module.cloud_run.service_name
}

output "cloud_run_service_names" {
  description = "The same as a list, for a load balancer before it; empty where ingress lets none in."
  value       = module.cloud_run.service_names
}

output "cloud_run_url" {
  description = "Where the service is reached, by those whom ingress lets in; null for a worker."
  value       = module.cloud_run.url
}

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

output "postgres_ca_certificate" {
  description = "Certificate of the authority that signed the database's own, in PEM."
  value       = module.postgres.ca_certificate
}

output "postgres_connection_name" {
  description = "What Cloud SQL's connectors call the instance, project:region:name."
  value       = module.postgres.connection_name
}

output "postgres_database" {
  description = "Name of the database that was made at the start."
  value       = module.postgres.database
}

output "postgres_endpoint" {
  description = "Private address of the database."
  value       = module.postgres.endpoint
}

output "postgres_environment" {
  description = "What a client's environment says of the database."
  value       = module.postgres.environment
}

output "postgres_iam_instances" {
  description = "Instance whose user a client's service account becomes, as a list; empty where a password authenticates."
  value       = module.postgres.iam_instances
}

output "postgres_instance" {
  description = "Name of the instance in Cloud SQL."
  value       = module.postgres.instance
}

output "postgres_port" {
  description = "Port of the database."
  value       = module.postgres.port
}

output "postgres_project_conditions" {
  description = "What bounds those roles to this database, as expressions of IAM conditions, by the same names."
  value       = module.postgres.project_conditions
}

output "postgres_project_roles" {
  description = "Roles in the project that a client's service account needs, by name."
  value       = module.postgres.project_roles
}

output "postgres_reader_endpoints" {
  description = "Private addresses of the read replicas."
  value       = module.postgres.reader_endpoints
}

output "postgres_secrets" {
  description = "Variables of a client's environment, each with the secret that it takes; empty where IAM authenticates."
  value       = module.postgres.secrets
}

output "queue_dead_letter_subscription" {
  description = "Id of the subscription that messages that nobody could handle are received from."
  value       = module.queue.dead_letter_subscription
}

output "queue_dead_letter_topic" {
  description = "Id of the topic of messages that nobody could handle."
  value       = module.queue.dead_letter_topic
}

output "queue_environment" {
  description = "What a client's environment says of the queue; its URL is the topic's id."
  value       = module.queue.environment
}

output "queue_name" {
  description = "Name of the topic and of the subscription."
  value       = module.queue.name
}

output "queue_subscription" {
  description = "Id of the subscription that messages are received from."
  value       = module.queue.subscription
}

output "queue_subscription_ids" {
  description = "The same as a list, for modules that let themselves in."
  value       = module.queue.subscription_ids
}

output "queue_topic" {
  description = "Id of the topic that messages are sent to."
  value       = module.queue.topic
}

output "queue_topic_ids" {
  description = "The same as a list, for modules that let themselves in."
  value       = module.queue.topic_ids
}

output "redis_ca_certificates" {
  description = "Certificates of the authorities that signed the cache's own, in PEM."
  value       = module.redis.ca_certificates
}

output "redis_endpoint" {
  description = "Address that takes reads and writes; of a cluster, the one that tells of the others."
  value       = module.redis.endpoint
}

output "redis_environment" {
  description = "What a client's environment says of the cache."
  value       = module.redis.environment
}

output "redis_id" {
  description = "Id of the instance, projects/…/locations/…/instances/…."
  value       = module.redis.id
}

output "redis_port" {
  description = "Port of the cache."
  value       = module.redis.port
}

output "redis_project_conditions" {
  description = "What bounds those roles to this cache, as expressions of IAM conditions, by the same names."
  value       = module.redis.project_conditions
}

output "redis_project_roles" {
  description = "Roles in the project that a client's service account needs, by name."
  value       = module.redis.project_roles
}

output "redis_reader_endpoint" {
  description = "Address that takes reads; null with several shards, whose clients know themselves."
  value       = module.redis.reader_endpoint
}

output "secret_id" {
  description = "Id of the secret, projects/…/secrets/…."
  value       = module.secret.id
}

output "secret_name" {
  description = "Name of the secret, for whoever puts the value in."
  value       = module.secret.name
}

output "secret_secret_ids" {
  description = "The same as a list, for modules that let themselves in."
  value       = module.secret.secret_ids
}

output "secret_secrets" {
  description = "Variables of a service's environment, each with the secret that it takes. The modules cloud-run and function may read them while they run; give them to these as secrets once they have a value."
  value       = module.secret.secrets
}

output "vpc_cidr_blocks" {
  description = "IPv4 blocks of the network."
  value       = module.vpc.cidr_blocks
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
  description = "Addresses that the network is seen with on the Internet; empty where Google chooses them."
  value       = module.vpc.nat_public_ips
}

output "vpc_pods_range_name" {
  description = "Name of the private subnet's range for pods."
  value       = module.vpc.pods_range_name
}

output "vpc_private_service_connection" {
  description = "Peering that gives managed services their addresses, which they have to wait for; null without it."
  value       = module.vpc.private_service_connection
}

output "vpc_private_subnet_ids" {
  description = "Ids of the private subnets; there is one, over all zones of the region."
  value       = module.vpc.private_subnet_ids
}

output "vpc_services_range_name" {
  description = "Name of the private subnet's range for services of clusters."
  value       = module.vpc.services_range_name
}
