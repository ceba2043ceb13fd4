# network 1.0.0

output "cidr" {
  description = "IPv4 block of the network."
  value       = terraform_data.network.output.cidr
}

output "id" {
  description = "Id of the network."
  value       = terraform_data.network.output.id
}

output "subnet_cidrs" {
  description = "IPv4 blocks of the subnets."
  value       = terraform_data.subnet[*].output.cidr
}
