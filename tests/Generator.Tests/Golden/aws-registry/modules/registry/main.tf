# registry 1.0.0
locals {
  tags = { Module = "registry/1.0.0" }

  pull_actions = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:DescribeImages", "ecr:GetDownloadUrlForLayer"]
  push_actions = concat(local.pull_actions, ["ecr:CompleteLayerUpload", "ecr:InitiateLayerUpload", "ecr:PutImage", "ecr:UploadLayerPart"])

  grants = [for grant in [
    { Sid = "Pullers", Effect = "Allow", Principal = { AWS = var.puller_arns }, Action = local.pull_actions },
    { Sid = "Pushers", Effect = "Allow", Principal = { AWS = var.pusher_arns }, Action = local.push_actions },
  ] : grant if length(grant.Principal.AWS) > 0]
}

resource "aws_ecr_repository" "this" {
  for_each = toset(var.repositories)

  # No two signs in a row.
  name                 = "${replace(var.prefix, "/-+/", "-")}/${each.value}"
  image_tag_mutability = var.mutable_tags ? "MUTABLE" : "IMMUTABLE"
  force_delete         = var.delete_images
  tags                 = local.tags

  image_scanning_configuration {
    scan_on_push = var.scan_on_push
  }

  encryption_configuration {
    encryption_type = var.kms_key_arn == null ? "AES256" : "KMS"
    kms_key         = var.kms_key_arn
  }
}

resource "aws_ecr_lifecycle_policy" "this" {
  for_each = aws_ecr_repository.this

  repository = each.value.name

  policy = jsonencode({
    rules = [
      {
        rulePriority = 1
        description  = "Images without a tag"
        selection    = { tagStatus = "untagged", countType = "sinceImagePushed", countUnit = "days", countNumber = var.untagged_days }
        action       = { type = "expire" }
      },
      {
        rulePriority = 2
        description  = "All but the newest"
        selection    = { tagStatus = "tagged", tagPatternList = ["*"], countType = "imageCountMoreThan", countNumber = var.keep_images }
        action       = { type = "expire" }
      },
    ]
  })
}

resource "aws_ecr_repository_policy" "this" {
  for_each = length(local.grants) > 0 ? aws_ecr_repository.this : {}

  repository = each.value.name
  policy     = jsonencode({ Version = "2012-10-17", Statement = local.grants })
}
