using InfraAgent.Generator.Tests.Yaml;
using InfraAgent.TestBed.Kubernetes;

namespace InfraAgent.Generator.Tests.Kubernetes;

/// <summary>What a server makes of the bundles that were reviewed, by the real kubectl and helm.</summary>
public sealed class ClusterServerTests : IAsyncLifetime
{
    // What each namespace has.
    static readonly string[] Given = ["ConfigMap/kube-root-ca.crt", "ServiceAccount/default"];

    readonly ClusterFixture cluster = new();
    readonly TempFolder folder = new();

    static string Golden { get; } = Path.Combine(Places.Tests, "Golden");

    /// <summary>All that there are, whoever wrote them.</summary>
    public static TheoryData<string> Overlays => [.. Directory.GetDirectories(Golden, "overlays", SearchOption.AllDirectories)
        .SelectMany(Directory.GetDirectories).Select(overlay => Path.GetRelativePath(Golden, overlay)).Order(StringComparer.Ordinal)];

    public Task InitializeAsync() => cluster.InitializeAsync();

    public async Task DisposeAsync()
    {
        await cluster.DisposeAsync();
        folder.Dispose();
    }

    [ClusterToolsTheory]
    [MemberData(nameof(Overlays))]
    public async Task A_server_takes_every_resource_of_an_overlay_and_then_sees_no_difference(string name)
    {
        var overlay = Path.Combine(Golden, name);
        var made = YamlReading.WithYamlDotNet(await File.ReadAllTextAsync(Path.Combine(overlay, "namespace.yaml")));
        var space = ((DataText)JsonPatch.Find(made, "/metadata/name")!).Value;

        await Succeed("kubectl", "apply", "--server-side", "-f", Path.Combine(overlay, "namespace.yaml"));
        var checkedOnly = await Succeed("kubectl", "apply", "--server-side", "--dry-run=server", "-k", overlay);
        Assert.DoesNotContain(cluster.State(space).Keys, k => !Given.Contains(k));
        var applied = await Succeed("kubectl", "apply", "--server-side", "-k", overlay);
        await Succeed("kubectl", "rollout", "status", "deployment,statefulset", "-n", space, "-l", "app.kubernetes.io/instance=" + space, "--timeout=60s");
        await Succeed("kubectl", "diff", "--server-side", "-k", overlay);

        Assert.Equal(Lines(checkedOnly), Lines(applied));
        Assert.Equal(Lines(applied), cluster.State(space).Keys.Except(Given).Count());
    }

    [ClusterToolsTheory]
    [MemberData(nameof(ClusterInputs.Names), MemberType = typeof(ClusterInputs))]
    public async Task A_chart_is_installed_and_where_it_has_the_most_in_it_tested_upgraded_and_uninstalled(string name)
    {
        var input = ClusterInputs.All[name];
        var release = ClusterName.Of(input.Command.DeploymentId);
        folder.Write(ClusterInputs.Write(new HelmWriter(), input).Files);
        string[] upgrade = ["helm", "upgrade", "--install", release, ".", "--namespace", release, "--values", $"values-{input.Command.Environment}.yaml", "--wait", "--timeout", "60s"];

        await Succeed("kubectl", "apply", "--server-side", "-f", $"namespace-{input.Command.Environment}.yaml");
        Assert.Contains("STATUS: deployed", await Succeed(upgrade), StringComparison.Ordinal);
        if (name is not ("everything" or "stateful")) return;

        await Succeed("helm", "test", release, "--namespace", release, "--timeout", "60s");
        Assert.Contains("REVISION: 2", await Succeed([.. upgrade, "--set-string", "labels.again=yes"]), StringComparison.Ordinal);
        await Succeed("helm", "uninstall", release, "--namespace", release, "--wait", "--timeout", "60s");
        Assert.Equal(Given, cluster.State(release).Keys);
    }

    [ClusterToolsFact]
    public async Task What_the_api_does_not_know_and_pods_that_the_namespace_does_not_admit_are_refused_as_by_a_real_server()
    {
        var input = ClusterInputs.All["small"];
        folder.Write(ClusterInputs.Write(new KubernetesWriter(), input).Files);
        var (overlay, deployment) = ("overlays/" + input.Command.Environment, Path.Combine(folder.Path, "base", "web-deployment.yaml"));
        var written = await File.ReadAllTextAsync(deployment);
        await Succeed("kubectl", "apply", "--server-side", "-f", overlay + "/namespace.yaml");

        await File.WriteAllTextAsync(deployment, written.Replace("revisionHistoryLimit", "revisionHistoryLimits", StringComparison.Ordinal));
        var (unknown, said) = await cluster.Hand(folder.Path).RunAsync("", "kubectl", "apply", "--server-side", "--dry-run=server", "-k", overlay);
        await File.WriteAllTextAsync(deployment, written.Replace("allowPrivilegeEscalation: false", "allowPrivilegeEscalation: true", StringComparison.Ordinal));
        await Succeed("kubectl", "apply", "--server-side", "-k", overlay);
        var (unready, _) = await cluster.Hand(folder.Path).RunAsync("", "kubectl", "rollout", "status", "deployment/web", "-n", ClusterName.Of(input.Command.DeploymentId), "--timeout=1s");

        Assert.NotEqual(0, unknown);
        Assert.Contains(".spec.revisionHistoryLimits: field not declared in schema", said, StringComparison.Ordinal);
        Assert.NotEqual(0, unready);
        Assert.Empty(cluster.Cluster.Objects("Pod"));
    }

    async Task<string> Succeed(params string[] command)
    {
        var (code, output) = await cluster.Hand(folder.Path).RunAsync("", command);
        Assert.True(code == 0, $"{string.Join(' ', command)} ended with {code}:\n{output}");
        return output;
    }

    static int Lines(string output) => output.Split('\n').Count(l => l.Contains(" serverside-applied", StringComparison.Ordinal));
}
