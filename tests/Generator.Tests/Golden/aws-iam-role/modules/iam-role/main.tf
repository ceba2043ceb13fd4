# iam-role 1.0.0
locals {
  tags   = { Module = "iam-role/1.0.0" }
  issuer = var.oidc_provider_arn == null ? "" : split("oidc-provider/", var.oidc_provider_arn)[1]

  # EC2 tells no source account when it takes on a role; every other service does.
  plain_services   = [for service in var.trusted_services : service if startswith(service, "ec2.")]
  sourced_services = [for service in var.trusted_services : service if !startswith(service, "ec2.")]

  trust = concat(
    [for services in [local.plain_services] : {
      Sid       = "Machines"
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = services }
    } if length(services) > 0],
    [for services in [local.sourced_services] : {
      Sid       = "Services"
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = services }
      Condition = { StringEqualsIfExists = { "aws:SourceAccount" = data.aws_caller_identity.current.account_id } }
    } if length(services) > 0],
    [for arns in [var.trusted_arns] : merge({
      Sid       = "Accounts"
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { AWS = arns }
    }, var.external_id == null ? {} : { Condition = { StringEquals = { "sts:ExternalId" = var.external_id } } }) if length(arns) > 0],
    [for provider in var.oidc_provider_arn[*] : {
      Sid       = "Identities"
      Effect    = "Allow"
      Action    = "sts:AssumeRoleWithWebIdentity"
      Principal = { Federated = provider }
      Condition = {
        StringEquals = { "${local.issuer}:aud" = var.oidc_audience }
        StringLike   = { "${local.issuer}:sub" = var.oidc_subjects }
      }
    }],
  )
}

data "aws_caller_identity" "current" {}

resource "aws_iam_role" "this" {
  name                 = "${var.prefix}-${var.role_name}"
  description          = var.purpose
  assume_role_policy   = jsonencode({ Version = "2012-10-17", Statement = local.trust })
  max_session_duration = var.max_session_hours * 3600
  permissions_boundary = var.permissions_boundary_arn
  tags                 = local.tags

  lifecycle {
    precondition {
      condition     = length(local.trust) > 0
      error_message = "Nobody could take this role on: name trusted_services, trusted_arns or oidc_provider_arn."
    }

    precondition {
      condition     = (var.oidc_provider_arn == null) == (length(var.oidc_subjects) == 0)
      error_message = "oidc_provider_arn and oidc_subjects go together: without subjects, everyone whom the provider knows could take the role on."
    }

    precondition {
      condition     = (length(var.allowed_actions) == 0) == (length(var.allowed_resources) == 0)
      error_message = "allowed_actions and allowed_resources go together: name both or none."
    }
  }
}

resource "aws_iam_role_policy" "this" {
  count = length(var.allowed_actions) > 0 ? 1 : 0

  name = "allowed-actions"
  role = aws_iam_role.this.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = var.allowed_actions
      Resource = var.allowed_resources
    }]
  })
}

resource "aws_iam_role_policy_attachment" "this" {
  count = length(var.policy_arns)

  role       = aws_iam_role.this.name
  policy_arn = var.policy_arns[count.index]
}
