using System.Text.Json.Nodes;
using InfraAgent.Contracts;
using InfraAgent.Generator.Tests.Kubernetes;
using InfraAgent.Generator.Tests.Yaml;
using InfraAgent.TestBed.Kubernetes;

namespace InfraAgent.Generator.Tests.Helm;

/// <summary>What the real helm makes of charts.</summary>
public sealed class HelmToolTests : IDisposable
{
    readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [ClusterToolsTheory]
    [MemberData(nameof(ClusterInputs.Names), MemberType = typeof(ClusterInputs))]
    public async Task A_chart_passes_the_strict_lint(string name)
    {
        var input = Chart(name);

        await ClusterTool.Helm.SucceedAsync(folder.Path, "lint", "--strict", ".");
        await ClusterTool.Helm.SucceedAsync(folder.Path, "lint", "--strict", ".", "--values", $"values-{input.Command.Environment}.yaml");
    }

    [ClusterToolsTheory]
    [MemberData(nameof(ClusterInputs.Names), MemberType = typeof(ClusterInputs))]
    public async Task A_chart_gives_the_same_resources_as_kustomize(string name)
    {
        var input = Chart(name);
        using var manifests = new TempFolder();
        manifests.Write(ClusterInputs.Write(new KubernetesWriter(), input).Files);

        var rendered = await Template(input, "--skip-tests");
        var built = await ClusterTool.Kubectl.SucceedAsync(manifests.Path, "kustomize", "overlays/" + input.Command.Environment);

        Manifests.AssertEqual(Manifests.ByName(built), Manifests.ByName(rendered));
        StrictSchema.Read(rendered);
    }

    /// <summary>Every reviewed chart that is made of a whole request.</summary>
    public static TheoryData<string> Reviewed => [.. CloudSpecs.Of(RuntimeNames.Helm)];

    [ClusterToolsTheory]
    [MemberData(nameof(Reviewed))]
    public async Task A_request_is_the_same_in_a_chart_and_under_kustomize(string name)
    {
        var command = CloudSpecs.Request(name);
        Assert.Equal("prod", command.Environment);
        folder.Write(Renderers.Bundle(command).Files);
        using var manifests = new TempFolder();
        manifests.Write(Renderers.Bundle(command with { Runtime = RuntimeNames.Kubernetes }).Files);

        await ClusterTool.Helm.SucceedAsync(folder.Path, "lint", "--strict", ".");
        await ClusterTool.Helm.SucceedAsync(folder.Path, "lint", "--strict", ".", "--values", "values-prod.yaml");
        var rendered = await ClusterTool.Helm.SucceedAsync(folder.Path, "template", ClusterName.Of(command.DeploymentId), ".", "--namespace", ClusterName.Of(command.DeploymentId), "--values", "values-prod.yaml", "--skip-tests");
        var built = await ClusterTool.Kubectl.SucceedAsync(manifests.Path, "kustomize", "overlays/prod");

        Manifests.AssertEqual(Manifests.ByName(built), Manifests.ByName(rendered));
        StrictSchema.Read(rendered);
    }

    [ClusterToolsFact]
    public async Task The_test_connects_to_every_tcp_port_and_nothing_of_it_is_unknown_to_the_api()
    {
        var rendered = await Template(Chart("everything"));

        StrictSchema.Read(rendered);
        var tests = YamlReading.Documents(rendered).Where(r => JsonPatch.Find(r, "/metadata/annotations/helm.sh~1hook") is DataText { Value: "test" }).ToArray();
        var commands = tests.Where(t => t["kind"]!.Equals((DataValue)"Pod"))
            .SelectMany(t => ((DataList)JsonPatch.Find(t, "/spec/containers")!).Items)
            .Select(c => string.Join(' ', ((DataList)((DataMap)c)["command"]!).Items.Select(i => ((DataText)i).Value)));
        Assert.Equal(["nc -z -w 10 db 5432", "nc -z -w 10 plain 80", "nc -z -w 10 queue 6379", "nc -z -w 10 web 80", "nc -z -w 10 web 443", "nc -z -w 10 web 9090"], commands);
    }

    [ClusterToolsFact]
    public async Task A_thousand_services_are_rendered()
    {
        static string Name(int i) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"w{i:0000}");
        var input = ClusterInputs.Of([.. Enumerable.Range(0, 1000).Select(i => ClusterInputs.Web() with { Name = Name(i), DependsOn = i > 0 ? [Name(i / 2)] : [] })]);
        folder.Write(ClusterInputs.Write(new HelmWriter(), input).Files);

        Assert.Equal(1000, (await Template(input, "--skip-tests")).Split("\nkind: Deployment\n").Length - 1);
    }

    [ClusterToolsFact]
    public async Task The_notes_say_where_the_services_are()
    {
        var input = Chart("exposed");

        var notes = await ClusterTool.Helm.SucceedAsync(folder.Path, "install", ClusterName.Of(input.Command.DeploymentId), ".", "--dry-run=client", "--namespace", "x", "--values", "values-dev.yaml");

        Assert.Contains("web: https://shop.example.com/\n", notes, StringComparison.Ordinal);
        Assert.Contains("status: http://status.example.com/\n", notes, StringComparison.Ordinal);
    }

    [ClusterToolsTheory]
    [InlineData("/services/web/replica", "1")]
    [InlineData("/services/web/replicas", "\"two\"")]
    [InlineData("/services/web/replicas", "-1")]
    [InlineData("/services/web/ports/0/port", "70000")]
    [InlineData("/services/web/health/port", "\"http\"")]
    [InlineData("/services/web/variables/a-b", "\"x\"")]
    [InlineData("/services/web/variables/A", "1")]
    [InlineData("/services/web/resources/requests/cpu", "\"many\"")]
    [InlineData("/services/web/secrets", "{\"A\":\"value\"}")]
    [InlineData("/services/Web", "{\"image\":\"a\",\"replicas\":1,\"runAsUser\":1,\"readOnlyRootFilesystem\":true}")]
    [InlineData("/labels/x", "\"not a label!\"")]
    [InlineData("/anything", "{}")]
    public async Task What_the_templates_would_not_read_is_refused(string pointer, string json)
    {
        Chart("small");
        var values = (DataMap)YamlReading.WithYamlDotNet(await File.ReadAllTextAsync(Path.Combine(folder.Path, "values.yaml")));
        var changed = JsonPatch.Apply(values, [new JsonPatchStep("add", pointer, YamlReading.FromJson(json))]).Value!;
        await File.WriteAllBytesAsync(Path.Combine(folder.Path, "values.yaml"), YamlWriter.Bytes(changed));

        var (code, output, errors) = await ClusterTool.Helm.RunAsync(folder.Path, "template", "x", ".");

        Assert.NotEqual(0, code);
        Assert.Contains("don't meet the specifications of the schema", output + errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Templates_read_no_value_as_a_template()
    {
        foreach (var (path, content) in ClusterInputs.Write(new HelmWriter(), ClusterInputs.All["small"]).Files.Where(f => f.Key.StartsWith("templates/", StringComparison.Ordinal)))
        {
            var text = System.Text.Encoding.UTF8.GetString(content.Span);
            Assert.DoesNotMatch(@"\{\{[^}]*\btpl\b", text);
            Assert.DoesNotMatch(@"\{\{[^}]*\b(lookup|getHostByName|env|expandenv|now|rand\w*|uuidv4)\b", text);
            Assert.False(path.Length == 0);
        }
    }

    [Fact]
    public void The_schema_is_read_by_programs_too()
    {
        var schema = JsonNode.Parse(ClusterInputs.Write(new HelmWriter(), ClusterInputs.All["small"]).Text("values.schema.json"))!;

        Assert.False(schema["additionalProperties"]!.GetValue<bool>());
        Assert.False(schema["definitions"]!["service"]!["additionalProperties"]!.GetValue<bool>());
    }

    BundleInput Chart(string name)
    {
        var input = ClusterInputs.All[name];
        folder.Write(ClusterInputs.Write(new HelmWriter(), input).Files);
        return input;
    }

    Task<string> Template(BundleInput input, params string[] more)
    {
        var name = ClusterName.Of(input.Command.DeploymentId);
        return ClusterTool.Helm.SucceedAsync(folder.Path, ["template", name, ".", "--namespace", name, "--values", $"values-{input.Command.Environment}.yaml", .. more]);
    }
}
