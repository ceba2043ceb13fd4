# kubernetes-cluster 1.0.0

output "arn" {
  description = "ARN of the cluster."
  value       = aws_eks_cluster.this.arn
}

output "certificate_authority" {
  description = "Certificate that the API's is held against, in base64."
  value       = aws_eks_cluster.this.certificate_authority[0].data
}

output "endpoint" {
  description = "Where the API is."
  value       = aws_eks_cluster.this.endpoint
}

output "name" {
  description = "Name of the cluster."
  value       = aws_eks_cluster.this.name
}

output "node_role_name" {
  description = "Name of the nodes' role."
  value       = aws_iam_role.nodes.name
}

output "oidc_provider_arn" {
  description = "OIDC provider of the cluster's service accounts, for roles that trust them."
  value       = aws_iam_openid_connect_provider.this.arn
}

output "security_group_id" {
  description = "Security group of control plane and nodes, for rules that let them in elsewhere."
  value       = aws_eks_cluster.this.vpc_config[0].cluster_security_group_id
}
