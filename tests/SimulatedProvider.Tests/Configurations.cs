namespace InfraAgent.SimulatedProvider.Tests;

/// <summary>Terraform configurations as people write them for the real provider.</summary>
static class Configurations
{
    public const string Provider = """
        terraform {
          required_providers {
            aws = {
              source  = "hashicorp/aws"
              version = "~> 6.0"
            }
          }
        }
        provider "aws" {
          region = "eu-west-1"
          default_tags {
            tags = { "managed-by" = "infra-agent" }
          }
        }

        """;

    /// <summary>One VPC.</summary>
    public const string Vpc = Provider + """
        resource "aws_vpc" "this" {
          cidr_block           = "10.0.0.0/16"
          enable_dns_hostnames = true
          tags                 = { Name = "shop" }
        }
        """;

    /// <summary>One log group, which has a number and a name that is unique in its region.</summary>
    public const string LogGroup = Provider + """
        resource "aws_cloudwatch_log_group" "this" {
          name              = "/ecs/api"
          retention_in_days = 14
        }
        """;

    /// <summary>A service behind a load balancer: 15 objects.</summary>
    public const string Service = Vpc + """

        data "aws_availability_zones" "available" {
          state = "available"
        }
        data "aws_caller_identity" "me" {}
        data "aws_iam_policy_document" "assume" {
          statement {
            actions = ["sts:AssumeRole"]
            principals {
              type        = "Service"
              identifiers = ["ecs-tasks.amazonaws.com"]
            }
          }
        }
        resource "aws_subnet" "this" {
          for_each          = { for i, az in slice(data.aws_availability_zones.available.names, 0, 2) : az => i }
          vpc_id            = aws_vpc.this.id
          availability_zone = each.key
          cidr_block        = cidrsubnet(aws_vpc.this.cidr_block, 8, each.value)
        }
        resource "aws_security_group" "this" {
          name   = "api"
          vpc_id = aws_vpc.this.id
          egress {
            from_port   = 0
            to_port     = 0
            protocol    = "-1"
            cidr_blocks = ["0.0.0.0/0"]
          }
        }
        resource "aws_vpc_security_group_ingress_rule" "http" {
          security_group_id = aws_security_group.this.id
          cidr_ipv4         = "10.0.0.0/16"
          from_port         = 80
          to_port           = 80
          ip_protocol       = "tcp"
        }
        resource "aws_cloudwatch_log_group" "this" {
          name              = "/ecs/api"
          retention_in_days = 30
        }
        resource "aws_iam_role" "execution" {
          name               = "api-execution"
          assume_role_policy = data.aws_iam_policy_document.assume.json
        }
        resource "aws_iam_role_policy_attachment" "execution" {
          role       = aws_iam_role.execution.name
          policy_arn = "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy"
        }
        resource "aws_ecs_cluster" "this" {
          name = "shop"
          setting {
            name  = "containerInsights"
            value = "enabled"
          }
        }
        resource "aws_lb" "this" {
          name            = "api"
          security_groups = [aws_security_group.this.id]
          subnets         = [for s in aws_subnet.this : s.id]
        }
        resource "aws_lb_target_group" "this" {
          name        = "api"
          port        = 8080
          protocol    = "HTTP"
          target_type = "ip"
          vpc_id      = aws_vpc.this.id
          health_check {
            path    = "/health"
            matcher = "200"
          }
        }
        resource "aws_lb_listener" "http" {
          load_balancer_arn = aws_lb.this.arn
          port              = 80
          protocol          = "HTTP"
          default_action {
            type             = "forward"
            target_group_arn = aws_lb_target_group.this.arn
          }
        }
        resource "aws_ecs_task_definition" "this" {
          family                   = "api"
          requires_compatibilities = ["FARGATE"]
          network_mode             = "awsvpc"
          cpu                      = 512
          memory                   = 1024
          execution_role_arn       = aws_iam_role.execution.arn
          container_definitions = jsonencode([{
            name = "api", image = "${data.aws_caller_identity.me.account_id}.dkr.ecr.eu-west-1.amazonaws.com/api:1", essential = true
            logConfiguration = { logDriver = "awslogs", options = { "awslogs-group" = aws_cloudwatch_log_group.this.name } }
          }])
          runtime_platform {
            cpu_architecture = "ARM64"
          }
        }
        resource "aws_ecs_service" "this" {
          name            = "api"
          cluster         = aws_ecs_cluster.this.id
          task_definition = aws_ecs_task_definition.this.arn
          desired_count   = 2
          launch_type     = "FARGATE"
          network_configuration {
            subnets         = [for s in aws_subnet.this : s.id]
            security_groups = [aws_security_group.this.id]
          }
          deployment_circuit_breaker {
            enable   = true
            rollback = true
          }
          load_balancer {
            target_group_arn = aws_lb_target_group.this.arn
            container_name   = "api"
            container_port   = 8080
          }
        }
        resource "aws_appautoscaling_target" "this" {
          min_capacity       = 2
          max_capacity       = 6
          resource_id        = "service/${aws_ecs_cluster.this.name}/${aws_ecs_service.this.name}"
          scalable_dimension = "ecs:service:DesiredCount"
          service_namespace  = "ecs"
        }
        output "dns_name" { value = aws_lb.this.dns_name }
        """;
}
