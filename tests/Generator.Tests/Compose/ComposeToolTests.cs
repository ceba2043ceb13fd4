using InfraAgent.Contracts;
using InfraAgent.Generator.Tests.Kubernetes;

namespace InfraAgent.Generator.Tests.Compose;

/// <summary>What the real Compose makes of bundles.</summary>
public sealed class ComposeToolTests : IDisposable
{
    readonly TempFolder folder = new();

    public static TheoryData<string> Bundles => [.. CloudSpecs.Of(RuntimeNames.DockerCompose)];

    public void Dispose() => folder.Dispose();

    [ComposeTheory]
    [MemberData(nameof(Bundles))]
    public async Task Compose_accepts_a_bundle_by_its_environments_file_alone(string name)
    {
        var command = CloudSpecs.Request(name);
        folder.Write(Renderers.Bundle(command).Files);

        var project = await ComposeTool.Config(folder, command.Environment);

        var services = ((DataMap)project["services"]!).Items.Select(s => s.Key).Order(StringComparer.Ordinal);
        Assert.Equal(Names(command), services);
        Assert.All(Names(command), s => Assert.Equal<DataValue>(command.DeploymentId, JsonPatch.Find(project, $"/services/{s}/labels/infra-agent.deployment")!));
    }

    [ComposeTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Text_of_a_request_reaches_the_containers_as_it_was_sent(bool asTheBaseHasIt)
    {
        var texts = HostileText.All.Concat(Yaml.HostileValues.Texts.Where(t => t.Length < 300)).Where(t => CarriableText.Explain(t) is null).Distinct().Take(2500).ToArray();
        var command = texts.Where(t => t.Length > 0).ToArray();
        var workload = ClusterInputs.Web() with
        {
            Name = "no", Replicas = 1, Ports = [], Command = command, Arguments = texts, Health = new HealthCheck { Command = command },
            Variables = ClusterInputs.Variables([.. texts.Index().Select(t => ($"V{t.Index}", t.Item))])
        };
        var input = ClusterInputs.Of([workload], asTheBaseHasIt ? null : [workload with { Variables = ClusterInputs.Variables() }]);
        folder.Write(ClusterInputs.Write(new ComposeWriter(), input).Files);
        Assert.Equal(!asTheBaseHasIt, File.Exists(Path.Combine(folder.Path, "compose.dev.yaml")));

        var project = await ComposeTool.Config(folder, "dev");

        var service = (DataMap)JsonPatch.Find(project, "/services/no")!;
        Assert.Empty(JsonPatchDifference.Between(DataMap.OfTexts(workload.Variables), service["environment"]!));
        Assert.Empty(JsonPatchDifference.Between(DataList.Of(command.Select(t => (DataValue)t)), service["entrypoint"]!));
        Assert.Empty(JsonPatchDifference.Between(DataList.Of(texts.Select(t => (DataValue)t)), service["command"]!));
        Assert.Empty(JsonPatchDifference.Between(DataList.Of(["CMD", .. command.Select(t => (DataValue)t)]), JsonPatch.Find(service, "/healthcheck/test")!));
    }

    [ComposeFact]
    public async Task Values_of_the_environments_file_arrive_as_what_they_are()
    {
        folder.Write(Renderers.Bundle(Requests.Example("shop-compose.json")).Files);

        var project = await ComposeTool.Config(folder, "dev");

        Assert.Equal<DataValue>("ghcr.io/shop/web:5.0.1", JsonPatch.Find(project, "/services/web/image")!);
        Assert.Equal<DataValue>("debug", JsonPatch.Find(project, "/services/orders/environment/LEVEL")!);
        Assert.Equal<DataValue>(1, JsonPatch.Find(project, "/services/orders/scale")!);
        Assert.Equal<DataValue>("service_healthy", JsonPatch.Find(project, "/services/orders/depends_on/orders-db/condition")!);
        Assert.Equal<DataValue>("service_healthy", JsonPatch.Find(project, "/services/web/depends_on/orders/condition")!);
        Assert.Equal<DataValue>("256m", JsonPatch.Find(project, "/services/orders-db/mem_limit")!);
        Assert.Contains("127.0.0.1:8080:8080", YamlWriter.Write(JsonPatch.Find(project, "/services/web/ports")!), StringComparison.Ordinal);
    }

    [ComposeFact]
    public async Task Without_the_environments_file_nothing_starts()
    {
        folder.Write(Renderers.Bundle(Requests.Example("shop-compose.json")).Files);
        File.WriteAllText(Path.Combine(folder.Path, ".env.none"), "");

        var environment = await ComposeTool.Run(folder, "none", "config", "--quiet");

        Assert.NotEqual(0, environment.Code);
        Assert.Contains("use --env-file", environment.Errors, StringComparison.Ordinal);
    }

    [ComposeFact]
    public async Task A_service_is_granted_its_own_secrets_as_files_and_is_told_where_they_are()
    {
        folder.Write(Renderers.Bundle(Requests.Example("shop-compose.json")).Files);

        var project = await ComposeTool.Config(folder, "dev");

        Assert.Equal<DataValue>("/run/secrets/DB_PASSWORD", JsonPatch.Find(project, "/services/orders/environment/DB_PASSWORD_FILE")!);
        // Compose's own type, a tuple: source, target.
        Assert.Equal<DataValue>("orders.DB_PASSWORD", JsonPatch.Find(project, "/services/orders/secrets/0/0")!);
        Assert.Equal<DataValue>("DB_PASSWORD", JsonPatch.Find(project, "/services/orders/secrets/0/1")!);
        Assert.Equal<DataValue>(Path.Combine(folder.Path, "secrets", "orders.DB_PASSWORD"), JsonPatch.Find(project, "/secrets/orders.DB_PASSWORD/file")!);
        Assert.Equal<DataValue>("file:///etc/shop/orders-db", JsonPatch.Find(project, "/secrets/orders.DB_PASSWORD/x-infra-agent-reference")!);
        Assert.Null(JsonPatch.Find(project, "/services/web/secrets"));
    }

    static IEnumerable<string> Names(GenerateBundle command)
    {
        var recorder = new Workloads.Recorder("docker-compose");
        new BundleRenderer(Renderers.Catalog, Renderers.Version, [recorder]).Render(command);
        return recorder.Input!.Workloads.Select(w => w.Name).Order(StringComparer.Ordinal);
    }
}
