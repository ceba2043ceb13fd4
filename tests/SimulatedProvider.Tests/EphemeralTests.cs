using InfraAgent.TestBed.Terraform;

namespace InfraAgent.SimulatedProvider.Tests;

public sealed class EphemeralTests
{
    const string Database = """
        terraform {
          required_providers {
            azurerm = {
              source  = "hashicorp/azurerm"
              version = "~> 4.0"
            }
          }
        }
        provider "azurerm" {
          subscription_id = "11111111-2222-3333-4444-555555555555"
          features {}
        }
        ephemeral "azurerm_key_vault_secret" "password" {
          name         = "owner"
          key_vault_id = "/subscriptions/s/resourceGroups/r/providers/Microsoft.KeyVault/vaults/v"
        }
        resource "azurerm_postgresql_flexible_server" "this" {
          name                              = "db"
          resource_group_name               = "r"
          location                          = "westeurope"
          administrator_login               = "owner"
          administrator_password_wo         = ephemeral.azurerm_key_vault_secret.password.value
          administrator_password_wo_version = 1
        }
        """;

    [TerraformFact]
    public async Task An_ephemeral_value_reaches_a_write_only_argument_and_is_kept_nowhere()
    {
        using var cloud = await new SimulatedCloud().AttachAsync();
        using var folder = await cloud.InitialisedAsync(Database);
        Directory.CreateDirectory(Path.Combine(cloud.World.Folder, "data"));
        await File.WriteAllTextAsync(Path.Combine(cloud.World.Folder, "data", "azurerm_key_vault_secret.json"), """[{"match":{"name":"owner"},"attributes":{"value":"the-value-itself"}}]""");

        await folder.SucceedAsync("apply", "-auto-approve");

        Assert.Contains(cloud.World.Journal, e => e is { Call: "open", Type: "azurerm_key_vault_secret" });
        Assert.Null(cloud.World.Single("azurerm_postgresql_flexible_server").Attributes["administrator_password_wo"]);
        Assert.DoesNotContain("the-value-itself", await File.ReadAllTextAsync(Path.Combine(folder.Folder, "terraform.tfstate")), StringComparison.Ordinal);
        Assert.Equal(0, (await folder.RunAsync("plan", "-detailed-exitcode")).ExitCode);
    }

    [TerraformFact]
    public async Task A_value_that_cannot_be_read_stops_the_plan()
    {
        using var cloud = await new SimulatedCloud().AttachAsync();
        using var folder = await cloud.InitialisedAsync(Database);
        cloud.World.AddFault(new() { Op = "open", Type = "azurerm_key_vault_secret", Error = "Forbidden" });

        var plan = await folder.RunAsync("plan", "-no-color");

        Assert.Equal(1, plan.ExitCode);
        Assert.Contains("Forbidden", plan.Output, StringComparison.Ordinal);
    }
}
