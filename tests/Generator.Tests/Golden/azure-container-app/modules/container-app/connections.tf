# container-app 1.0.0: what the container is told of the modules beside it
locals {
  identity_environment = merge(
    { AZURE_CLIENT_ID = azurerm_user_assigned_identity.this.client_id },
    { for server in var.database_server_names : "DATABASE_USER" => azurerm_user_assigned_identity.this.name },
    { for database in var.cache_database_ids : "CACHE_USER" => azurerm_user_assigned_identity.this.principal_id },
    { for role, scope in var.tracing_roles : "APPLICATIONINSIGHTS_AUTHENTICATION_STRING" => "Authorization=AAD;ClientId=${azurerm_user_assigned_identity.this.client_id}" },
  )

  environment = merge(
    local.identity_environment, var.database_environment, var.cache_environment, var.queue_environment, var.bucket_environment, var.tracing_environment, var.environment_variables
  )

  secrets = {
    for variable, secret in merge(var.database_secrets, var.cache_secrets, var.secrets) : variable =>
    replace(secret, "/^azure-kv://([^/]+)/(.+)$/", "https://$1.vault.azure.net/secrets/$2")
  }

  # Container Apps knows secrets by names of lower-case letters, digits and '-'.
  secret_names = { for variable in keys(local.secrets) : variable => "v-${replace(lower(variable), "_", "-")}" }
}
