resource "aws_iam_group_policy_attachment" "this" {
  group      = "developers"
  policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"
}
