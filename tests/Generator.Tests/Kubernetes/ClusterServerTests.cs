using InfraAgent.TestBed.Kubernetes;

namespace InfraAgent.Generator.Tests.Kubernetes;

/// <summary>What a server makes of the bundles that were reviewed, by the real kubectl and helm.</summary>
public sealed class ClusterServerTests(ClusterFixture cluster) : IClassFixture<ClusterFixture>, IDisposable
{
    // What each namespace has.
    static readonly string[] Given = ["ConfigMap/kube-root-ca.crt", "ServiceAccount/default"];

    readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [ClusterToolsTheory]
    [MemberData(nameof(ClusterInputs.Names), MemberType = typeof(ClusterInputs))]
    public async Task A_server_takes_every_resource_of_an_overlay_and_then_sees_no_difference(string name)
    {
        var input = Of(name, "manifests");
        var (space, overlay) = (ClusterName.Of(input.Command.DeploymentId), "overlays/" + input.Command.Environment);
        folder.Write(ClusterInputs.Write(new KubernetesWriter(), input).Files);

        await Succeed("kubectl", "apply", "--server-side", "-f", overlay + "/namespace.yaml");
        var checkedOnly = await Succeed("kubectl", "apply", "--server-side", "--dry-run=server", "-k", overlay);
        Assert.Equal(Given, cluster.State(space).Keys);
        var applied = await Succeed("kubectl", "apply", "--server-side", "-k", overlay);
        await Succeed("kubectl", "diff", "--server-side", "-k", overlay);

        Assert.Equal(Lines(checkedOnly), Lines(applied));
        Assert.Equal(Lines(applied), cluster.State(space).Count - Given.Length);
        // Their pods are admitted as well: the namespace enforces its level.
        await Succeed("kubectl", "rollout", "status", string.Join(',', input.Workloads.Select(w => ClusterWorkload.IsStateful(w) ? "statefulset" : "deployment").Distinct()), "-n", space, "-l", "app.kubernetes.io/instance=" + space, "--timeout=60s");
    }

    [ClusterToolsTheory]
    [MemberData(nameof(ClusterInputs.Names), MemberType = typeof(ClusterInputs))]
    public async Task A_chart_is_installed_and_where_it_has_the_most_in_it_tested_upgraded_and_uninstalled(string name)
    {
        var input = Of(name, "chart");
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
    public async Task What_the_api_does_not_know_is_refused_as_by_a_real_server()
    {
        var input = Of("small", "strict");
        folder.Write(ClusterInputs.Write(new KubernetesWriter(), input).Files);
        var (overlay, deployment) = ("overlays/" + input.Command.Environment, Path.Combine(folder.Path, "base", "web-deployment.yaml"));
        await Succeed("kubectl", "apply", "--server-side", "-f", overlay + "/namespace.yaml");
        await File.WriteAllTextAsync(deployment, (await File.ReadAllTextAsync(deployment)).Replace("minReadySeconds", "minReadySecond", StringComparison.Ordinal).Replace("revisionHistoryLimit", "revisionHistoryLimits", StringComparison.Ordinal));

        var (code, output) = await cluster.Hand(folder.Path).RunAsync("", "kubectl", "apply", "--server-side", "--dry-run=server", "-k", overlay);

        Assert.NotEqual(0, code);
        Assert.Contains("field not declared in schema", output, StringComparison.Ordinal);
    }

    // Each test has a deployment of its own in the one cluster.
    static BundleInput Of(string name, string use)
    {
        var input = ClusterInputs.All[name];
        return input with { Command = input.Command with { DeploymentId = $"{use}-{name}" } };
    }

    async Task<string> Succeed(params string[] command)
    {
        var (code, output) = await cluster.Hand(folder.Path).RunAsync("", command);
        Assert.True(code == 0, $"{string.Join(' ', command)} ended with {code}:\n{output}");
        return output;
    }

    static int Lines(string output) => output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Count(l => l.Contains(" serverside-applied", StringComparison.Ordinal));
}
