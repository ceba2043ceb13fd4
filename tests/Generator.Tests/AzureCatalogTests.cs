namespace InfraAgent.Generator.Tests;

/// <summary>The Azure modules under the real terraform, in a simulated cloud from the first rollout to the destruction.</summary>
public sealed class AzureCatalogTests : IDisposable
{
    readonly Rollout rollout = new();

    public void Dispose() => rollout.Dispose();

    [TerraformFact]
    public async Task Everything_is_built_wired_by_name_and_destroyed()
    {
        var command = Requests.Catalog("azure-production");
        await rollout.Apply(command);

        // In one group, but for what belongs to zones and watchers that were there before.
        var group = (string)Assert.Single(rollout.Objects("azurerm_resource_group"))["name"]!;
        var made = rollout.Types().SelectMany(rollout.Objects).Where(o => o["resource_group_name"] is not null).ToList();
        Assert.Equal(["NetworkWatcherRG", "dns", group], made.Select(o => (string)o["resource_group_name"]!).Distinct().Order(StringComparer.Ordinal));
        Assert.All(made.Where(o => o["location"] is not null), o => Assert.Equal("production", (string?)o["tags"]!["infra-agent:environment"]));

        var app = Assert.Single(rollout.Objects("azurerm_container_app"));
        var container = app["template"]![0]!["container"]![0]!;
        Assert.Equal((1, "2Gi"), ((int)container["cpu"]!, (string)container["memory"]!));
        var environment = container["env"]!.AsArray().ToDictionary(v => (string)v!["name"]!, v => (string?)v!["value"]);
        Assert.Equal((string)Assert.Single(rollout.Objects("azurerm_postgresql_flexible_server"))["fqdn"]!, environment["DATABASE_HOST"]);
        Assert.Equal((string)Assert.Single(rollout.Objects("azurerm_managed_redis"))["hostname"]!, environment["CACHE_HOST"]);
        Assert.All(["QUEUE_URL", "BUCKET_NAME", "APPLICATIONINSIGHTS_CONNECTION_STRING", "GREETING"], name => Assert.NotNull(environment[name]));
        Assert.Matches("^https://[a-z0-9-]+\\.vault\\.azure\\.net/secrets/app$", (string)Assert.Single(app["secret"]!.AsArray())!["key_vault_secret_id"]!);

        // Rights are the identity's, each on one thing, and nothing has a password.
        var identity = rollout.Objects("azurerm_user_assigned_identity").Single(i => (string)i["client_id"]! == environment["AZURE_CLIENT_ID"]);
        var principal = (string)identity["principal_id"]!;
        Assert.Equal(["AcrPull", "Azure Service Bus Data Receiver", "Azure Service Bus Data Sender", "Key Vault Secrets User", "Monitoring Metrics Publisher", "Storage Blob Data Contributor"],
            rollout.Objects("azurerm_role_assignment").Where(r => (string)r["principal_id"]! == principal).Select(r => (string)r["role_definition_name"]!).Order(StringComparer.Ordinal));
        Assert.Equal((principal, environment["DATABASE_USER"]), ((string)Assert.Single(rollout.Objects("azurerm_postgresql_flexible_server_active_directory_administrator"))["object_id"]!, (string?)identity["name"]));
        Assert.Contains(principal, (string)Assert.Single(rollout.Objects("azurerm_resource_group_template_deployment"))["template_content"]!, StringComparison.Ordinal);

        // From the record to the gateway, and from there to the app.
        var gateway = Assert.Single(rollout.Objects("azurerm_application_gateway"));
        Assert.Equal((string)gateway["frontend_ip_configuration"]![0]!["public_ip_address_id"]!, (string)Assert.Single(rollout.Objects("azurerm_dns_a_record"))["target_resource_id"]!);
        Assert.Equal((string)app["ingress"]![0]!["fqdn"]!, (string)gateway["backend_address_pool"]![0]!["fqdns"]![0]!);
        Assert.Equal((string)Assert.Single(rollout.Objects("azurerm_container_app_environment"))["default_domain"]!, (string)Assert.Single(rollout.Objects("azurerm_private_dns_a_record"))["zone_name"]!);

        await rollout.HasNothingToDo(command);
        await rollout.DestroyToNothing(command);
    }
}
