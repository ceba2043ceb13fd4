using System.Text.Json;
using System.Text.Json.Nodes;
using InfraAgent.Contracts;

namespace InfraAgent.Generator.Tests;

/// <summary>A database of Azure whose password is in a Key Vault, made from an older server.</summary>
public sealed class AzureDatabaseTests : IDisposable
{
    const string Password = "kept-by-nobody-7", Servers = "azurerm_postgresql_flexible_server";

    readonly Rollout rollout = new();

    public void Dispose() => rollout.Dispose();

    [TerraformFact]
    public async Task A_password_is_in_no_state_and_a_restored_server_stays_when_its_source_is_no_longer_named()
    {
        var data = Directory.CreateDirectory(Path.Combine(rollout.World, "data")).FullName;
        await File.WriteAllTextAsync(Path.Combine(data, "azurerm_key_vault_secret.json"), """[{"match":{"name":"postgres-owner"},"attributes":{"value":"PASSWORD"}}]""".Replace("PASSWORD", Password, StringComparison.Ordinal));
        var command = Command(_ => { });
        await rollout.Apply(command);

        var journal = await File.ReadAllTextAsync(Path.Combine(rollout.World, "journal.ndjson"));
        Assert.Contains("\"open\"", journal, StringComparison.Ordinal);
        Assert.DoesNotContain(Password, await File.ReadAllTextAsync(Path.Combine(rollout.Path, "terraform.tfstate")), StringComparison.Ordinal);

        // Another size to begin with, and a higher version of the password: one change, of the same server.
        rollout.Write(Command(postgres =>
        {
            postgres.Remove("restore_server_id");
            postgres.Remove("restore_time");
            postgres["storage_gib"] = 32;
            postgres["password_version"] = 2;
        }));
        var plan = await rollout.Plan(command);

        var changes = JsonNode.Parse(plan)!["resource_changes"]!.AsArray().Where(c => (string)c!["change"]!["actions"]![0]! is not ("no-op" or "read")).ToList();
        var change = Assert.Single(changes)!;
        Assert.Equal((Servers, "update"), ((string)change["type"]!, string.Join(' ', change["change"]!["actions"]!.AsArray().Select(a => (string)a!))));
        Assert.Equal(2, (int)change["change"]!["after"]!["administrator_password_wo_version"]!);
        Assert.DoesNotContain(Password, plan, StringComparison.Ordinal);
    }

    static GenerateBundle Command(Action<JsonObject> change)
    {
        var command = Requests.Catalog("azure-postgres-password");
        var spec = JsonNode.Parse(command.TemplateSpec.GetRawText())!;
        change(spec["modules"]![0]!.AsObject());
        var parameters = new Dictionary<string, JsonElement>(command.Parameters) { ["azure_subscription_id"] = JsonSerializer.SerializeToElement("11111111-2222-3333-4444-555555555555") };
        return command with { TemplateSpec = JsonSerializer.SerializeToElement(spec), Parameters = parameters };
    }
}
