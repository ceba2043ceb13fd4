# function 1.0.0

variable "alarm_topic_arns" {
  description = "Topics that are told when an alarm begins and ends."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.alarm_topic_arns) <= 5
    error_message = "alarm_topic_arns must be a collection of at most 5 items."
  }

  validation {
    condition     = alltrue([for item in var.alarm_topic_arns : can(regex("^(?:arn:aws[a-z-]*:sns:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_-]+)$", item))])
    error_message = "alarm_topic_arns must be a list whose items are the ARN of an SNS topic."
  }
}

variable "architecture" {
  description = "Processor that the code is built for."
  type        = string
  default     = "x86_64"
  nullable    = false

  validation {
    condition     = contains(["x86_64", "arm64"], var.architecture)
    error_message = "architecture must be one of x86_64, arm64."
  }
}

variable "batch_size" {
  description = "Messages that the function gets at once. It answers with those that it could not handle."
  type        = number
  default     = 10
  nullable    = false

  validation {
    condition     = var.batch_size >= 1 && var.batch_size <= 10 && floor(var.batch_size) == var.batch_size
    error_message = "batch_size must be a whole number, from 1 to 10."
  }
}

variable "bucket_environment" {
  description = "What the function's environment says of the bucket; the module bucket tells it."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = length(var.bucket_environment) <= 100
    error_message = "bucket_environment must be a collection of at most 100 items."
  }
}

variable "bucket_policies" {
  description = "What the function may do with the bucket, as policies by name; the module bucket tells them."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = length(var.bucket_policies) <= 100
    error_message = "bucket_policies must be a collection of at most 100 items."
  }
}

variable "code_bucket" {
  description = "Name of the bucket that holds the archive of the code."
  type        = string
  default     = null

  validation {
    condition     = var.code_bucket == null ? true : can(regex("^(?:[a-z0-9][a-z0-9.-]{1,61}[a-z0-9])$", var.code_bucket))
    error_message = "code_bucket must be the name of a bucket."
  }
}

variable "code_handler" {
  description = "What of an archive is called."
  type        = string
  default     = null

  validation {
    condition     = var.code_handler == null ? true : can(regex("^(?:[!-~]+)$", var.code_handler))
    error_message = "code_handler must be without spaces."
  }
}

variable "code_key" {
  description = "Key of the archive. A new one for each build deploys it; overwritten in place, nothing is seen to change."
  type        = string
  default     = null
}

variable "code_runtime" {
  description = "What runs an archive."
  type        = string
  default     = null

  validation {
    condition     = var.code_runtime == null ? true : contains(["dotnet8", "java17", "java21", "nodejs20.x", "nodejs22.x", "provided.al2023", "python3.11", "python3.12", "python3.13", "ruby3.3", "ruby3.4"], var.code_runtime)
    error_message = "code_runtime must be one of dotnet8, java17, java21, nodejs20.x, nodejs22.x, provided.al2023, python3.11, python3.12, python3.13, ruby3.3, ruby3.4."
  }
}

variable "environment_variables" {
  description = "Environment of the function. No secrets. Says more than what other modules tell of themselves."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = length(var.environment_variables) <= 100
    error_message = "environment_variables must be a collection of at most 100 items."
  }

  validation {
    condition     = alltrue([for key in keys(var.environment_variables) : can(regex("^(?:[A-Za-z][A-Za-z0-9_]*)$", key))])
    error_message = "environment_variables must be a map whose keys are made of letters, digits and '_', a letter first."
  }
}

variable "event_queue_arns" {
  description = "SQS queues whose messages call the function. Their visibility time-out should be six times timeout_seconds."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.event_queue_arns) <= 5
    error_message = "event_queue_arns must be a collection of at most 5 items."
  }

  validation {
    condition     = alltrue([for item in var.event_queue_arns : can(regex("^(?:arn:aws[a-z-]*:sqs:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_-]+(\\.fifo)?)$", item))])
    error_message = "event_queue_arns must be a list whose items are the ARN of an SQS queue."
  }
}

variable "function_name" {
  description = "What the function does. Another name makes another function."
  type        = string
  default     = "app"
  nullable    = false

  validation {
    condition     = can(regex("^(?:[a-z0-9][a-z0-9_-]{0,30})$", var.function_name))
    error_message = "function_name must be made of lower-case letters, digits, '_' and '-', a letter or digit first, at most 31."
  }
}

variable "image_uri" {
  description = "Image of the function, in a registry of ECR. Either this, or code_bucket and code_key."
  type        = string
  default     = null

  validation {
    condition     = var.image_uri == null ? true : can(regex("^(?:[0-9]{12}\\.dkr\\.ecr\\.[a-z0-9-]+\\.amazonaws\\.com(\\.cn)?/[a-z0-9]+([._/-]+[a-z0-9]+)*(:[a-zA-Z0-9_][a-zA-Z0-9_.-]*|@sha256:[a-f0-9]{64}))$", var.image_uri))
    error_message = "image_uri must be an image of ECR with a tag or digest."
  }
}

variable "kms_key_arn" {
  description = "Key of your own that encrypts the environment and the logs; AWS' own where left open."
  type        = string
  default     = null

  validation {
    condition     = var.kms_key_arn == null ? true : can(regex("^(?:arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]+)$", var.kms_key_arn))
    error_message = "kms_key_arn must be the ARN of a KMS key."
  }
}

variable "log_retention_days" {
  description = "Days that logs are kept."
  type        = number
  default     = 30
  nullable    = false

  validation {
    condition     = contains([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], var.log_retention_days)
    error_message = "log_retention_days must be one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653."
  }
}

variable "memory_mib" {
  description = "Memory in MiB. The share of CPU grows with it."
  type        = number
  default     = 512
  nullable    = false

  validation {
    condition     = var.memory_mib >= 128 && var.memory_mib <= 10240 && floor(var.memory_mib) == var.memory_mib
    error_message = "memory_mib must be a whole number, from 128 to 10240."
  }
}

variable "metrics" {
  description = "With cloudwatch there are alarms for errors, for calls that were turned away, and for those that nearly take too long."
  type        = string
  default     = "none"
  nullable    = false

  validation {
    condition     = contains(["none", "cloudwatch"], var.metrics)
    error_message = "metrics must be one of none, cloudwatch."
  }
}

variable "policy_arns" {
  description = "Policies that say what the function may do in AWS."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.policy_arns) <= 10
    error_message = "policy_arns must be a collection of at most 10 items."
  }

  validation {
    condition     = alltrue([for item in var.policy_arns : can(regex("^(?:arn:aws[a-z-]*:iam::([0-9]{12}|aws):policy/[A-Za-z0-9_+=,.@/-]+)$", item))])
    error_message = "policy_arns must be a list whose items are the ARN of a policy."
  }
}

variable "prefix" {
  description = "Prefix of the names of all resources."
  type        = string
  nullable    = false
}

variable "queue_environment" {
  description = "What the function's environment says of the queue; the module queue tells it."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = length(var.queue_environment) <= 100
    error_message = "queue_environment must be a collection of at most 100 items."
  }
}

variable "queue_policies" {
  description = "What the function may do with the queue, as policies by name; the module queue tells them."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = length(var.queue_policies) <= 100
    error_message = "queue_policies must be a collection of at most 100 items."
  }
}

variable "readable_secrets" {
  description = "Secrets that the function may read while it runs, each as the variable that tells it the ARN."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = length(var.readable_secrets) <= 100
    error_message = "readable_secrets must be a collection of at most 100 items."
  }

  validation {
    condition     = alltrue([for key in keys(var.readable_secrets) : can(regex("^(?:[A-Za-z][A-Za-z0-9_]*)$", key))])
    error_message = "readable_secrets must be a map whose keys are made of letters, digits and '_', a letter first."
  }

  validation {
    condition     = alltrue([for value in values(var.readable_secrets) : can(regex("^(?:arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:[0-9]{12}:secret:[A-Za-z0-9/_+=.@!-]+)$", value))])
    error_message = "readable_secrets must be a map whose values are the ARN of a secret."
  }
}

variable "reserved_concurrency" {
  description = "Calls at the same time, which no other function can use up; 0 stops the function. Left open, what the account has left."
  type        = number
  default     = null

  validation {
    condition     = var.reserved_concurrency == null ? true : var.reserved_concurrency >= 0 && var.reserved_concurrency <= 10000 && floor(var.reserved_concurrency) == var.reserved_concurrency
    error_message = "reserved_concurrency must be a whole number, from 0 to 10000."
  }
}

variable "schedule" {
  description = "When the clock calls the function, in UTC, as rate() or cron(). Left open, never."
  type        = string
  default     = null

  validation {
    condition     = var.schedule == null ? true : can(regex("^(?:(rate\\([1-9][0-9]* (minutes?|hours?|days?)\\)|cron\\([0-9A-Za-z*/?,#LW -]+\\)))$", var.schedule))
    error_message = "schedule must be such as rate(5 minutes) or cron(0 6 * * ? *)."
  }
}

variable "secret_kms_key_arns" {
  description = "Keys of your own that the secrets are encrypted with."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.secret_kms_key_arns) <= 20
    error_message = "secret_kms_key_arns must be a collection of at most 20 items."
  }

  validation {
    condition     = alltrue([for item in var.secret_kms_key_arns : can(regex("^(?:arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]+)$", item))])
    error_message = "secret_kms_key_arns must be a list whose items are the ARN of a KMS key."
  }
}

variable "subnet_ids" {
  description = "Ids of the private subnets that the function is in."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.subnet_ids) <= 16
    error_message = "subnet_ids must be a collection of at most 16 items."
  }

  validation {
    condition     = alltrue([for item in var.subnet_ids : can(regex("^(?:subnet-[A-Za-z0-9]+)$", item))])
    error_message = "subnet_ids must be a list whose items are the id of a subnet, such as subnet-0a1b2c3d."
  }
}

variable "timeout_seconds" {
  description = "Seconds after which a call is ended."
  type        = number
  default     = 30
  nullable    = false

  validation {
    condition     = var.timeout_seconds >= 1 && var.timeout_seconds <= 900 && floor(var.timeout_seconds) == var.timeout_seconds
    error_message = "timeout_seconds must be a whole number, from 1 to 900."
  }
}

variable "tracing" {
  description = "With xray, calls are traced."
  type        = string
  default     = "none"
  nullable    = false

  validation {
    condition     = contains(["none", "xray"], var.tracing)
    error_message = "tracing must be one of none, xray."
  }
}

variable "url" {
  description = "Whether the function has a URL, and who may call it; who calls by iam needs a role that may."
  type        = string
  default     = "none"
  nullable    = false

  validation {
    condition     = contains(["none", "iam", "public"], var.url)
    error_message = "url must be one of none, iam, public."
  }
}

variable "vpc_id" {
  description = "Id of the network that the function reaches. Needs subnet_ids. Left open, it reaches the Internet and nothing private."
  type        = string
  default     = null

  validation {
    condition     = var.vpc_id == null ? true : can(regex("^(?:vpc-[A-Za-z0-9]+)$", var.vpc_id))
    error_message = "vpc_id must be the id of a VPC, such as vpc-0a1b2c3d."
  }
}
