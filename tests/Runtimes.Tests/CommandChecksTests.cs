using InfraAgent.Runtimes.Checks;
using Microsoft.Extensions.Options;

namespace InfraAgent.Runtimes.Tests;

/// <summary>What helm, kubectl and Compose say becomes checks; the tools here are scripts with their manners.</summary>
public sealed class CommandChecksTests : IDisposable
{
    readonly FakeTool tool = new();

    public void Dispose() => tool.Dispose();

    [Fact]
    public async Task A_chart_is_linted_and_rendered_with_its_environments_values()
    {
        var checks = Helm("""echo "$@" >> "$D/asked" """);

        var results = await checks.CheckAsync(Workspace(), default);

        Assert.Equal([("helm_lint", "passed"), ("helm_template", "passed")], results.Select(r => (r.Check.Name, r.Check.Status)));
        Assert.All(results, r => Assert.Equal(("helm", "4.1.4"), (r.Check.Tool, r.Check.Version)));
        Assert.Equal("helm 4.1.4", await checks.VersionAsync(default));
        Assert.Equal("lint --strict . --values values-dev.yaml\ntemplate check . --values values-dev.yaml\n", tool.Text("asked"));
    }

    [Fact]
    public async Task What_a_check_renders_is_handed_on_and_what_fails_renders_nothing()
    {
        var rendered = await Helm("""[ "$1" = template ] && printf 'kind: Deployment\n---\nkind: Service\n'; exit 0""").CheckAsync(Workspace(), default);
        var failed = await Helm("""[ "$1" = template ] && echo 'kind: Deployment' && exit 1; exit 0""").CheckAsync(Workspace(), default);

        Assert.Equal([null, "kind: Deployment\n---\nkind: Service\n"], rendered.Select(r => r.Rendered));
        Assert.All(failed, r => Assert.Null(r.Rendered));
    }

    [Fact]
    public async Task What_the_tool_says_is_wrong_is_the_finding()
    {
        var checks = Helm("""
            [ "$1" = template ] || exit 0
            echo "a rendered line"
            echo "Error: values don't meet the specifications of the schema" >&2
            exit 1
            """);

        var results = await checks.CheckAsync(Workspace(), default);

        Assert.Equal(["passed", "failed"], results.Select(r => r.Check.Status));
        var finding = Assert.Single(results[1].Findings);
        Assert.Equal(("STATIC012", "error", "Error: values don't meet the specifications of the schema"), (finding.RuleId, finding.Severity, finding.Message));
    }

    [Fact]
    public async Task A_tool_that_is_not_there_or_was_ended_is_not_run_never_passed()
    {
        var missing = await new KubernetesChecks(Options.Create(new ToolOptions { Kubectl = tool["no-such-tool"] })).CheckAsync(Workspace(), default);
        var killed = await Helm("kill -9 $$").CheckAsync(Workspace(), default);

        var check = Assert.Single(missing).Check;
        Assert.Equal(("kubernetes_kustomize", "not_run"), (check.Name, check.Status));
        Assert.Contains("Tools:Kubectl", check.Reason, StringComparison.Ordinal);
        Assert.All(killed, r => Assert.Equal(("not_run", true), (r.Check.Status, r.Check.Reason!.Contains("signal 9", StringComparison.Ordinal))));
    }

    [Fact]
    public async Task A_check_has_no_cluster_and_none_of_the_services_credentials()
    {
        Environment.SetEnvironmentVariable("INFRA_AGENT_TEST_CREDENTIAL", "hunter2");
        await Helm("""env > "$D/seen" """).CheckAsync(Workspace(), default);

        Assert.Contains("KUBECONFIG=/dev/null", tool.Text("seen"), StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", tool.Text("seen"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Composes_plugin_serves_where_the_old_command_is_missing()
    {
        var folder = Directory.CreateDirectory(tool["bin"]).FullName;
        File.Move(tool.Script("""[ "$2" = version ] && echo 2.39.1 || echo "$@" >> "$D/asked" """), Path.Combine(folder, "docker"));
        var path = Environment.GetEnvironmentVariable("PATH");
        try
        {
            Environment.SetEnvironmentVariable("PATH", folder + ":" + path);
            var checks = new ComposeChecks(Options.Create(new ToolOptions { DockerCompose = tool["no-such-tool"] }));

            Assert.Equal("passed", Assert.Single(await checks.CheckAsync(Workspace(), default)).Check.Status);
            Assert.Equal("compose --env-file .env.dev config\n", tool.Text("asked"));
        }
        finally
        {
            Environment.SetEnvironmentVariable("PATH", path);
        }
    }

    HelmChecks Helm(string body) => new(Options.Create(new ToolOptions { Helm = tool.Script($"if [ \"$1\" = version ]; then echo v4.1.4+g05fa379; exit 0; fi\n{body}") }));

    Workspace Workspace() => new() { Directory = tool.Workspace, DeploymentId = "d", Environment = "dev", BundleDigest = "sha256:0", Log = Stream.Null };
}
