# vpc 3.21.0

output "availability_zones" {
  description = "Names of the availability zones."
  value       = local.zones
}

output "cidr_blocks" {
  description = "IPv4 blocks of the network."
  value       = [aws_vpc.this.cidr_block]
}

output "flow_log_group" {
  description = "Log group of the flow logs; null without logging."
  value       = one(aws_cloudwatch_log_group.flow[*].name)
}

output "id" {
  description = "Id of the network."
  value       = aws_vpc.this.id
}

output "nat_public_ips" {
  description = "Addresses that private subnets are seen with on the Internet."
  value       = aws_eip.nat[*].public_ip
}

output "private_subnet_ids" {
  description = "Ids of the private subnets, one for each zone."
  value       = aws_subnet.private[*].id
}

output "public_subnet_ids" {
  description = "Ids of the public subnets, one for each zone."
  value       = aws_subnet.public[*].id
}
