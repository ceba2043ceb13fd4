# Credentials come from the environment of the process that applies.
provider "azurerm" {
  subscription_id     = var.azure_subscription_id
  storage_use_azuread = true

  # What the catalog's modules need and no more; one that is registered already is left as it is.
  resource_provider_registrations = "core"
  resource_providers_to_register = [
    "Microsoft.App",
    "Microsoft.Cache",
    "Microsoft.ContainerRegistry",
    "Microsoft.ContainerService",
    "Microsoft.DBforPostgreSQL",
    "Microsoft.Insights",
    "Microsoft.KeyVault",
    "Microsoft.ManagedIdentity",
    "Microsoft.OperationalInsights",
    "Microsoft.OperationsManagement",
    "Microsoft.PolicyInsights",
    "Microsoft.ServiceBus",
    "Microsoft.Storage",
    "Microsoft.Web",
  ]

  features {
    # A vault that was destroyed by mistake can be had back; building it again takes up the one that was deleted.
    key_vault {
      purge_soft_delete_on_destroy    = false
      recover_soft_deleted_key_vaults = true
    }

    # Azure adds alert rules to whatever is traced, which nobody would clean up.
    application_insights {
      disable_generated_rule = true
    }

    # Storage accounts are private, and what applies is not always in their network.
    storage {
      data_plane_available = false
    }

    # What others put into the group is not destroyed with it.
    resource_group {
      prevent_deletion_if_contains_resources = true
    }
  }
}
