using System.Text.Json;
using System.Text.Json.Nodes;
using InfraAgent.Contracts;

namespace InfraAgent.Generator.Tests;

/// <summary>A database of Azure whose password is in a Key Vault, made from an older server.</summary>
public sealed class AzureDatabaseTests : IDisposable
{
    const string Password = "kept-by-nobody-7", Servers = "azurerm_postgresql_flexible_server";

    readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [TerraformFact]
    public async Task A_password_is_in_no_state_and_a_restored_server_stays_when_its_source_is_no_longer_named()
    {
        var data = Directory.CreateDirectory(Path.Combine(folder.Path, ".world", "data")).FullName;
        await File.WriteAllTextAsync(Path.Combine(data, "azurerm_key_vault_secret.json"), """[{"match":{"name":"postgres-owner"},"attributes":{"value":"PASSWORD"}}]""".Replace("PASSWORD", Password, StringComparison.Ordinal));
        var command = Command(_ => { });
        folder.Write(Renderers.Bundle(command).Files);
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "backend_override.tf"), "terraform {\n  backend \"local\" {}\n}\n");

        await Terraform.Succeed(folder.Path, "init", "-input=false", "-no-color");
        await Terraform.Succeed(folder.Path, "apply", "-auto-approve", "-input=false", "-no-color", ParameterFile(command));

        var journal = await File.ReadAllTextAsync(Path.Combine(folder.Path, ".world", "journal.ndjson"));
        Assert.Contains("\"open\"", journal, StringComparison.Ordinal);
        Assert.DoesNotContain(Password, await File.ReadAllTextAsync(Path.Combine(folder.Path, "terraform.tfstate")), StringComparison.Ordinal);

        // Another size to begin with, and a higher version of the password: one change, of the same server.
        folder.Write(Renderers.Bundle(Command(postgres =>
        {
            postgres.Remove("restore_server_id");
            postgres.Remove("restore_time");
            postgres["storage_gib"] = 32;
            postgres["password_version"] = 2;
        })).Files);
        await Terraform.Succeed(folder.Path, "plan", "-input=false", "-no-color", "-out=plan.bin", ParameterFile(command));
        var plan = await Terraform.Succeed(folder.Path, "show", "-json", "plan.bin");

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

    static string ParameterFile(GenerateBundle command) => $"-var-file=env/{command.Environment}.tfvars.json";
}
