# What the deployment tells about itself.

output "bucket_arn" {
  description = "ARN of the bucket."
  value       = module.bucket.arn
}

output "bucket_domain_name" {
  description = "Host name of the bucket in its region."
  value       = module.bucket.domain_name
}

output "bucket_environment" {
  description = "What a client's environment says of the bucket."
  value       = module.bucket.environment
}

output "bucket_name" {
  description = "Name of the bucket."
  value       = module.bucket.name
}

output "bucket_policies" {
  description = "What a client's role must be allowed to do, by name of the policy."
  value       = module.bucket.policies
}

output "ecs_service_cluster_name" {
  description = "Name of the cluster."
  value       = module.ecs_service.cluster_name
}

output "ecs_service_image" {
  description = "Image of the container."
  value       = module.ecs_service.image
}

output "ecs_service_log_group" {
  description = "Log group of the containers; null without logging."
  value       = module.ecs_service.log_group
}

output "ecs_service_prometheus_endpoint" {
  description = "Where the metrics can be queried; null without Prometheus."
  value       = module.ecs_service.prometheus_endpoint
}

output "ecs_service_security_group_id" {
  description = "Id of the tasks' security group, for rules that let them in elsewhere."
  value       = module.ecs_service.security_group_id
}

output "ecs_service_service_name" {
  description = "Name of the service."
  value       = module.ecs_service.service_name
}

output "ecs_service_task_definition_arn" {
  description = "ARN of the task definition's revision that is deployed."
  value       = module.ecs_service.task_definition_arn
}

output "ecs_service_task_role_name" {
  description = "Name of the role that the container acts as, for further policies."
  value       = module.ecs_service.task_role_name
}

output "ecs_service_url" {
  description = "Where the service is reached; null without a load balancer."
  value       = module.ecs_service.url
}

output "postgres_database" {
  description = "Name of the database that was made at the start."
  value       = module.postgres.database
}

output "postgres_endpoint" {
  description = "Host name of the database."
  value       = module.postgres.endpoint
}

output "postgres_environment" {
  description = "What a client's environment says of the database."
  value       = module.postgres.environment
}

output "postgres_identifier" {
  description = "Name of the instance in RDS."
  value       = module.postgres.identifier
}

output "postgres_log_groups" {
  description = "Log groups of the database, by kind; empty without logging."
  value       = module.postgres.log_groups
}

output "postgres_port" {
  description = "Port of the database."
  value       = module.postgres.port
}

output "postgres_reader_endpoints" {
  description = "Host names of the read replicas."
  value       = module.postgres.reader_endpoints
}

output "postgres_resource_id" {
  description = "Id that policies for IAM authentication name."
  value       = module.postgres.resource_id
}

output "postgres_secret_arn" {
  description = "ARN of the secret with username and password."
  value       = module.postgres.secret_arn
}

output "postgres_secret_kms_key_arns" {
  description = "Key that whoever reads the secret must be allowed to use; empty where it is AWS' own."
  value       = module.postgres.secret_kms_key_arns
}

output "postgres_secrets" {
  description = "Variables of a client's environment, each with the part of the secret that it takes."
  value       = module.postgres.secrets
}

output "postgres_security_group_id" {
  description = "Id of the database's security group."
  value       = module.postgres.security_group_id
}

output "postgres_security_group_ids" {
  description = "The same as a list, for modules that let themselves in."
  value       = module.postgres.security_group_ids
}

output "queue_arn" {
  description = "ARN of the queue."
  value       = module.queue.arn
}

output "queue_dead_letter_arn" {
  description = "ARN of the queue of messages that nobody could handle."
  value       = module.queue.dead_letter_arn
}

output "queue_dead_letter_url" {
  description = "Address of the queue of messages that nobody could handle."
  value       = module.queue.dead_letter_url
}

output "queue_environment" {
  description = "What a client's environment says of the queue."
  value       = module.queue.environment
}

output "queue_name" {
  description = "Name of the queue."
  value       = module.queue.name
}

output "queue_policies" {
  description = "What a client's role must be allowed to do, by name of the policy."
  value       = module.queue.policies
}

output "queue_url" {
  description = "Address that messages are sent to and received from."
  value       = module.queue.url
}

output "redis_arn" {
  description = "ARN of the replication group."
  value       = module.redis.arn
}

output "redis_endpoint" {
  description = "Host name that takes reads and writes."
  value       = module.redis.endpoint
}

output "redis_environment" {
  description = "What a client's environment says of the cache."
  value       = module.redis.environment
}

output "redis_log_groups" {
  description = "Log groups of the cache, by kind; empty without logging."
  value       = module.redis.log_groups
}

output "redis_policies" {
  description = "What a client's role must be allowed to do, by name of the policy; empty where a password authenticates."
  value       = module.redis.policies
}

output "redis_port" {
  description = "Port of the cache."
  value       = module.redis.port
}

output "redis_reader_endpoint" {
  description = "Host name that takes reads; null with several shards, whose clients know themselves."
  value       = module.redis.reader_endpoint
}

output "redis_secret_kms_key_arns" {
  description = "Key that whoever reads the secret must be allowed to use; empty where it is AWS' own."
  value       = module.redis.secret_kms_key_arns
}

output "redis_secrets" {
  description = "Variables of a client's environment, each with the secret that it takes; empty where IAM authenticates."
  value       = module.redis.secrets
}

output "redis_security_group_id" {
  description = "Id of the cache's security group."
  value       = module.redis.security_group_id
}

output "redis_security_group_ids" {
  description = "The same as a list, for modules that let themselves in."
  value       = module.redis.security_group_ids
}

output "redis_user_name" {
  description = "Name of the user."
  value       = module.redis.user_name
}

output "secret_arn" {
  description = "ARN of the secret."
  value       = module.secret.arn
}

output "secret_name" {
  description = "Name of the secret, for whoever puts the value in."
  value       = module.secret.name
}

output "secret_secret_kms_key_arns" {
  description = "Key that whoever reads the secret must be allowed to use; empty where it is AWS' own."
  value       = module.secret.secret_kms_key_arns
}

output "secret_secrets" {
  description = "Variables of a service's environment, each with the secret that it takes."
  value       = module.secret.secrets
}

output "vpc_availability_zones" {
  description = "Names of the availability zones."
  value       = module.vpc.availability_zones
}

output "vpc_cidr_blocks" {
  description = "IPv4 blocks of the network."
  value       = module.vpc.cidr_blocks
}

output "vpc_flow_log_group" {
  description = "Log group of the flow logs; null without logging."
  value       = module.vpc.flow_log_group
}

output "vpc_id" {
  description = "Id of the network."
  value       = module.vpc.id
}

output "vpc_nat_public_ips" {
  description = "Addresses that private subnets are seen with on the Internet."
  value       = module.vpc.nat_public_ips
}

output "vpc_private_subnet_ids" {
  description = "Ids of the private subnets, one for each zone."
  value       = module.vpc.private_subnet_ids
}

output "vpc_public_subnet_ids" {
  description = "Ids of the public subnets, one for each zone."
  value       = module.vpc.public_subnet_ids
}
