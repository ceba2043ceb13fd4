# function 1.0.0

variable "action_group_ids" {
  description = "Action groups that are told when an alarm begins and ends; the module log-group tells its own."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.action_group_ids) <= 5
    error_message = "action_group_ids must be a collection of at most 5 items."
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

variable "bucket_roles" {
  description = "Roles that the function needs for the bucket, each with what it is needed on; the module bucket tells them."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = length(var.bucket_roles) <= 100
    error_message = "bucket_roles must be a collection of at most 100 items."
  }
}

variable "client_cidrs" {
  description = "IPv4 blocks that may call by HTTP. Left empty, nobody may, and only queues, the clock and their like call. For everybody, say so here with 0.0.0.0/0."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.client_cidrs) <= 50
    error_message = "client_cidrs must be a collection of at most 50 items."
  }

  validation {
    condition     = alltrue([for item in var.client_cidrs : try(cidrsubnet(item, 0, 0) == item && tonumber(split("/", item)[1]) >= 0 && tonumber(split("/", item)[1]) <= 32, false)])
    error_message = "client_cidrs must be a list whose items are an IPv4 block with a prefix from /0 to /32 and no bits set beyond it."
  }
}

variable "code_runtime" {
  description = "What runs the code. Another one makes another function."
  type        = string
  nullable    = false

  validation {
    condition     = contains(["dotnet-isolated", "java", "node", "powershell", "python"], var.code_runtime)
    error_message = "code_runtime must be one of dotnet-isolated, java, node, powershell, python."
  }
}

variable "code_runtime_version" {
  description = "Version of what runs the code."
  type        = string
  nullable    = false

  validation {
    condition = anytrue([
      var.code_runtime == "dotnet-isolated" && contains(["8.0", "9.0"], var.code_runtime_version),
      var.code_runtime == "java" && contains(["11", "17", "21"], var.code_runtime_version),
      var.code_runtime == "node" && contains(["20", "22"], var.code_runtime_version),
      var.code_runtime == "powershell" && contains(["7.4"], var.code_runtime_version),
      var.code_runtime == "python" && contains(["3.10", "3.11", "3.12"], var.code_runtime_version),
    ])
    error_message = "code_runtime_version must be a value that goes with code_runtime."
  }
}

variable "concurrent_requests" {
  description = "Calls by HTTP that an instance handles at the same time. Left open, what goes with its memory."
  type        = number
  default     = null

  validation {
    condition     = var.concurrent_requests == null ? true : var.concurrent_requests >= 1 && var.concurrent_requests <= 1000 && floor(var.concurrent_requests) == var.concurrent_requests
    error_message = "concurrent_requests must be a whole number, from 1 to 1000."
  }
}

variable "deployer_cidrs" {
  description = "IPv4 blocks that code is deployed from, by identities that may."
  type        = list(string)
  default     = ["0.0.0.0/0"]
  nullable    = false

  validation {
    condition     = length(var.deployer_cidrs) <= 50
    error_message = "deployer_cidrs must be a collection of at most 50 items."
  }

  validation {
    condition     = alltrue([for item in var.deployer_cidrs : try(cidrsubnet(item, 0, 0) == item && tonumber(split("/", item)[1]) >= 0 && tonumber(split("/", item)[1]) <= 32, false)])
    error_message = "deployer_cidrs must be a list whose items are an IPv4 block with a prefix from /0 to /32 and no bits set beyond it."
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
    condition     = alltrue([for key in keys(var.environment_variables) : can(regex("^(?:[A-Za-z_][A-Za-z0-9_]*)$", key))])
    error_message = "environment_variables must be a map whose keys are made of letters, digits and '_'."
  }
}

variable "function_name" {
  description = "What the function does. Another name makes another function."
  type        = string
  default     = "app"
  nullable    = false

  validation {
    condition     = can(regex("^(?:[a-z0-9]([a-z0-9-]{0,18}[a-z0-9])?)$", var.function_name))
    error_message = "function_name must be made of lower-case letters, digits and '-', at most 20."
  }
}

variable "function_subnet_ids" {
  description = "Id of the subnet that the function reaches the network from, which is delegated to Microsoft.App/environments. Without one it reaches the Internet and nothing private."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.function_subnet_ids) <= 1
    error_message = "function_subnet_ids must be a collection of at most 1 items."
  }

  validation {
    condition     = alltrue([for item in var.function_subnet_ids : can(regex("^(?:/subscriptions/[^/]+/resourceGroups/[^/]+/providers/Microsoft.Network/virtualNetworks/[^/]+/subnets/[^/]+)$", item))])
    error_message = "function_subnet_ids must be a list whose items are the id of a subnet."
  }
}

variable "location" {
  description = "Region of the resources."
  type        = string
  nullable    = false
}

variable "log_analytics_workspace_id" {
  description = "Id of the workspace that logs go to; the module log-group tells it."
  type        = string
  default     = null

  validation {
    condition     = var.log_analytics_workspace_id == null ? true : can(regex("^(?:/subscriptions/[^/]+/resourceGroups/[^/]+/providers/Microsoft.OperationalInsights/workspaces/[^/]+)$", var.log_analytics_workspace_id))
    error_message = "log_analytics_workspace_id must be the id of a Log Analytics workspace."
  }
}

variable "logging" {
  description = "Where logs go. Needs the module log-group, or log_analytics_workspace_id."
  type        = string
  default     = "none"
  nullable    = false

  validation {
    condition     = contains(["none", "log-analytics"], var.logging)
    error_message = "logging must be one of none, log-analytics."
  }
}

variable "max_instances" {
  description = "Most instances at the same time."
  type        = number
  default     = 100
  nullable    = false

  validation {
    condition     = var.max_instances >= 40 && var.max_instances <= 1000 && floor(var.max_instances) == var.max_instances
    error_message = "max_instances must be a whole number, from 40 to 1000."
  }
}

variable "memory_mib" {
  description = "Memory of an instance in MiB. The share of CPU grows with it."
  type        = number
  default     = 2048
  nullable    = false

  validation {
    condition     = contains([512, 2048, 4096], var.memory_mib)
    error_message = "memory_mib must be one of 512, 2048, 4096."
  }
}

variable "metrics" {
  description = "With azure-monitor there are alarms."
  type        = string
  default     = "none"
  nullable    = false

  validation {
    condition     = contains(["none", "azure-monitor"], var.metrics)
    error_message = "metrics must be one of none, azure-monitor."
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

variable "queue_roles" {
  description = "Roles that the function needs for the queue, each with what it is needed on; the module queue tells them."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = length(var.queue_roles) <= 100
    error_message = "queue_roles must be a collection of at most 100 items."
  }
}

variable "readable_secrets" {
  description = "Secrets that the function may read while it runs, each as the variable that tells it the secret's id."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = length(var.readable_secrets) <= 100
    error_message = "readable_secrets must be a collection of at most 100 items."
  }

  validation {
    condition     = alltrue([for key in keys(var.readable_secrets) : can(regex("^(?:[A-Za-z_][A-Za-z0-9_]*)$", key))])
    error_message = "readable_secrets must be a map whose keys are made of letters, digits and '_'."
  }

  validation {
    condition     = alltrue([for value in values(var.readable_secrets) : can(regex("^(?:https://[a-z0-9-]+\\.vault\\.[a-z.]+/secrets/[A-Za-z0-9-]{1,127})$", value))])
    error_message = "readable_secrets must be a map whose values are the id of a Key Vault's secret without a version."
  }
}

variable "ready_instances" {
  description = "Instances that wait for calls by HTTP at any time, so that the first one is not slow."
  type        = number
  default     = 0
  nullable    = false

  validation {
    condition     = var.ready_instances >= 0 && var.ready_instances <= 20 && floor(var.ready_instances) == var.ready_instances
    error_message = "ready_instances must be a whole number, from 0 to 20."
  }
}

variable "resource_group_name" {
  description = "Resource group of the resources."
  type        = string
  nullable    = false
}

variable "roles" {
  description = "What else the function may do in Azure: names of roles, each with what it is given on."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = length(var.roles) <= 20
    error_message = "roles must be a collection of at most 20 items."
  }

  validation {
    condition     = alltrue([for value in values(var.roles) : can(regex("^(?:/.+)$", value))])
    error_message = "roles must be a map whose values are the id of a resource, group or subscription."
  }
}

variable "secret_roles" {
  description = "Roles that the function needs to read its secrets, each with what it is needed on; the module secret tells them."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = length(var.secret_roles) <= 100
    error_message = "secret_roles must be a collection of at most 100 items."
  }
}

variable "tags" {
  description = "Tags of all resources."
  type        = map(string)
  nullable    = false

  validation {
    condition     = length(var.tags) <= 100
    error_message = "tags must be a collection of at most 100 items."
  }
}

variable "tracing" {
  description = "With application-insights, calls are traced. Needs a Log Analytics workspace, as logging does."
  type        = string
  default     = "none"
  nullable    = false

  validation {
    condition     = contains(["none", "application-insights"], var.tracing)
    error_message = "tracing must be one of none, application-insights."
  }
}
