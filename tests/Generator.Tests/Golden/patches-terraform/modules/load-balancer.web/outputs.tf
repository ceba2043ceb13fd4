# load-balancer 1.0.0

output "arn" {
  description = "ARN of the load balancer."
  value       = aws_lb.this.arn
}

output "dns_name" {
  description = "Host name of the load balancer."
  value       = aws_lb.this.dns_name
}

output "dns_names" {
  description = "The same as a list, for a record that is another name for it."
  value       = [aws_lb.this.dns_name]
}

output "listener_arn" {
  description = "Listener that further rules belong to."
  value       = local.encrypted ? aws_lb_listener.https[0].arn : aws_lb_listener.http.arn
}

output "security_group_id" {
  description = "Id of the load balancer's security group, for rules of targets that let it in."
  value       = aws_security_group.this.id
}

output "target_group_arn" {
  description = "Where targets are registered."
  value       = aws_lb_target_group.this.arn
}

output "url" {
  description = "Where clients call."
  value       = "${local.encrypted ? "https" : "http"}://${aws_lb.this.dns_name}"
}

output "zone_id" {
  description = "Hosted zone of the host name."
  value       = aws_lb.this.zone_id
}
