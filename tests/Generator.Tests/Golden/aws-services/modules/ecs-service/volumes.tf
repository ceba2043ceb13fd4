# ecs-service 1.6.0: volumes
locals {
  # A container that cannot write to its own file system still has a /tmp.
  needs_tmp       = var.readonly_root_filesystem && !contains(values(merge(var.scratch_volumes, var.kept_volumes)), "/tmp")
  scratch_volumes = merge(local.needs_tmp ? { "root-tmp" = "/tmp" } : {}, var.scratch_volumes)
  mounts          = merge(local.scratch_volumes, var.kept_volumes)
  files           = length(var.kept_volumes) > 0 ? 1 : 0
  owner           = coalesce(var.container_user, 65532)
}

resource "aws_efs_file_system" "this" {
  count = local.files

  creation_token  = "${var.prefix}-volumes"
  encrypted       = true
  throughput_mode = "elastic"
  tags            = merge(local.tags, { Name = "${var.prefix}-volumes" })

  lifecycle_policy {
    transition_to_ia = "AFTER_30_DAYS"
  }
}

resource "aws_efs_backup_policy" "this" {
  count = local.files

  file_system_id = aws_efs_file_system.this[0].id

  backup_policy {
    status = "ENABLED"
  }
}

# One folder for each volume, whose files are the container's user's, whoever that is within the image.
resource "aws_efs_access_point" "this" {
  for_each = var.kept_volumes

  file_system_id = aws_efs_file_system.this[0].id
  tags           = merge(local.tags, { Name = "${var.prefix}-${each.key}" })

  posix_user {
    uid = local.owner
    gid = local.owner
  }

  root_directory {
    path = "/${each.key}"

    creation_info {
      owner_uid   = local.owner
      owner_gid   = local.owner
      permissions = "0750"
    }
  }
}

resource "aws_security_group" "volumes" {
  count = local.files

  # AWS keeps what begins with "sg-" for ids.
  name        = "${replace(var.prefix, "/^sg-/", "sg")}-volumes"
  description = "Volumes of ${var.prefix}"
  vpc_id      = var.vpc_id
  tags        = merge(local.tags, { Name = "${var.prefix}-volumes" })
}

resource "aws_vpc_security_group_ingress_rule" "volumes" {
  count = local.files

  security_group_id            = aws_security_group.volumes[0].id
  description                  = "NFS from the tasks"
  referenced_security_group_id = aws_security_group.service.id
  ip_protocol                  = "tcp"
  from_port                    = 2049
  to_port                      = 2049
}

resource "aws_efs_mount_target" "this" {
  count = local.files == 1 ? length(var.private_subnet_ids) : 0

  file_system_id  = aws_efs_file_system.this[0].id
  subnet_id       = var.private_subnet_ids[count.index]
  security_groups = [aws_security_group.volumes[0].id]
}

resource "aws_iam_role_policy" "volumes" {
  count = local.files

  name = "use-volumes"
  role = aws_iam_role.task.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = ["elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite"]
      Resource  = aws_efs_file_system.this[0].arn
      Condition = { StringEquals = { "elasticfilesystem:AccessPointArn" = [for point in aws_efs_access_point.this : point.arn] } }
    }]
  })
}
