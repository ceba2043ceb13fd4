# load-balancer 1.0.0

variable "alarm_error_percent" {
  description = "Share of answers of 500 to 599 that is alarming, over five minutes."
  type        = number
  default     = 5
  nullable    = false

  validation {
    condition     = var.alarm_error_percent >= 0.1 && var.alarm_error_percent <= 100
    error_message = "alarm_error_percent must be from 0.1 to 100."
  }
}

variable "alarm_latency_milliseconds" {
  description = "Time that one answer in twenty takes longer than, when that is alarming."
  type        = number
  default     = 2000
  nullable    = false

  validation {
    condition     = var.alarm_latency_milliseconds >= 10 && var.alarm_latency_milliseconds <= 3600000 && floor(var.alarm_latency_milliseconds) == var.alarm_latency_milliseconds
    error_message = "alarm_latency_milliseconds must be a whole number, from 10 to 3600000."
  }
}

variable "cdn" {
  description = "Answers are kept at Google's edge, for as long as their Cache-Control says."
  type        = bool
  default     = false
  nullable    = false
}

variable "certificate_ids" {
  description = "Certificates of your own, in place of Google's or beside it."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.certificate_ids) <= 14
    error_message = "certificate_ids must be a collection of at most 14 items."
  }

  validation {
    condition     = alltrue([for item in var.certificate_ids : can(regex("^(?:projects/[a-z0-9-]+/global/sslCertificates/[a-z0-9-]+)$", item))])
    error_message = "certificate_ids must be a list whose items are the id of a global certificate, such as projects/example/global/sslCertificates/main."
  }
}

variable "client_cidrs" {
  description = "IPv4 blocks that may call. With 0.0.0.0/0, everybody."
  type        = list(string)
  default     = ["0.0.0.0/0"]
  nullable    = false

  validation {
    condition     = length(var.client_cidrs) >= 1 && length(var.client_cidrs) <= 50
    error_message = "client_cidrs must be a collection of from 1 to 50 items."
  }

  validation {
    condition     = alltrue([for item in var.client_cidrs : try(cidrsubnet(item, 0, 0) == item && tonumber(split("/", item)[1]) >= 0 && tonumber(split("/", item)[1]) <= 32, false)])
    error_message = "client_cidrs must be a list whose items are an IPv4 block with a prefix from /0 to /32 and no bits set beyond it."
  }
}

variable "domain_names" {
  description = "Names that clients use, for which Google makes a certificate once they lead to this balancer. Without any, and without certificate_ids, HTTP is all there is."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.domain_names) <= 100
    error_message = "domain_names must be a collection of at most 100 items."
  }

  validation {
    condition     = alltrue([for item in var.domain_names : can(regex("^(?:([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z0-9-]{2,63})$", item))])
    error_message = "domain_names must be a list whose items are a domain name such as www.example.com, in lower case."
  }
}

variable "ipv6" {
  description = "Clients reach the balancer by IPv6 as well."
  type        = bool
  default     = false
  nullable    = false
}

variable "labels" {
  description = "Labels of what the provider does not label by itself."
  type        = map(string)
  nullable    = false

  validation {
    condition     = length(var.labels) <= 100
    error_message = "labels must be a collection of at most 100 items."
  }
}

variable "log_sampling" {
  description = "Share of the requests that is logged."
  type        = number
  default     = 1
  nullable    = false

  validation {
    condition     = var.log_sampling >= 0.001 && var.log_sampling <= 1
    error_message = "log_sampling must be from 0.001 to 1."
  }
}

variable "logging" {
  description = "With cloud-logging, requests are logged."
  type        = string
  default     = "none"
  nullable    = false

  validation {
    condition     = contains(["none", "cloud-logging"], var.logging)
    error_message = "logging must be one of none, cloud-logging."
  }
}

variable "metrics" {
  description = "With cloud-monitoring there are alerts for errors and for slow answers."
  type        = string
  default     = "none"
  nullable    = false

  validation {
    condition     = contains(["none", "cloud-monitoring"], var.metrics)
    error_message = "metrics must be one of none, cloud-monitoring."
  }
}

variable "notification_channels" {
  description = "Channels of Cloud Monitoring that are told when an alert begins and ends."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.notification_channels) <= 16
    error_message = "notification_channels must be a collection of at most 16 items."
  }

  validation {
    condition     = alltrue([for item in var.notification_channels : can(regex("^(?:projects/[a-z0-9-]+/notificationChannels/[0-9]+)$", item))])
    error_message = "notification_channels must be a list whose items are the id of a notification channel, such as projects/example/notificationChannels/123."
  }
}

variable "prefix" {
  description = "Prefix of the names of all resources."
  type        = string
  nullable    = false
}

variable "region" {
  description = "Region of the services."
  type        = string
  nullable    = false
}

variable "requests_per_minute" {
  description = "Requests of one address in a minute, beyond which it is answered 429. Left open, as many as it likes."
  type        = number
  default     = null

  validation {
    condition     = var.requests_per_minute == null ? true : var.requests_per_minute >= 1 && var.requests_per_minute <= 1000000 && floor(var.requests_per_minute) == var.requests_per_minute
    error_message = "requests_per_minute must be a whole number, from 1 to 1000000."
  }
}

variable "service_names" {
  description = "Service of Cloud Run that is called, one at most; the module cloud-run tells it. Its ingress must be load-balancer or public."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(var.service_names) >= 1 && length(var.service_names) <= 1
    error_message = "service_names must be a collection of from 1 to 1 items."
  }

  validation {
    condition     = alltrue([for item in var.service_names : can(regex("^(?:[a-z]([a-z0-9-]{0,61}[a-z0-9])?)$", item))])
    error_message = "service_names must be a list whose items are the name of a service."
  }
}

variable "tls_profile" {
  description = "Which ciphers are offered, from TLS 1.2 on. MODERN suits browsers of the last ten years, RESTRICTED what must comply."
  type        = string
  default     = "MODERN"
  nullable    = false

  validation {
    condition     = contains(["MODERN", "RESTRICTED"], var.tls_profile)
    error_message = "tls_profile must be one of MODERN, RESTRICTED."
  }
}
