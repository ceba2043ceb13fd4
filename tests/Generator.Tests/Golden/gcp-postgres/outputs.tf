# What the deployment tells about itself.

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
