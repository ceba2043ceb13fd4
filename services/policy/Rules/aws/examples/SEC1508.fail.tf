resource "aws_ecs_task_definition" "this" {
  family = "shop"

  container_definitions = jsonencode([{
    name       = "shop"
    image      = "registry.example.com/shop:1.4.0"
    essential  = true
    privileged = true
  }])
}
