using System.Text.Json;
using System.Text.Json.Nodes;
using InfraAgent.Contracts;
using InfraAgent.Runtimes;
using InfraAgent.Runtimes.Checks;
using InfraAgent.TestBed.Kubernetes;
using Microsoft.Extensions.Options;

namespace InfraAgent.Policy.Tests;

/// <summary>Bundles as the generator makes them, rendered by the real tools, under the profile for what they are.</summary>
public sealed class RenderedBundleTests
{
    static readonly string Golden = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../../Generator.Tests/Golden"));

    static IBundleChecks Checks(string runtime)
    {
        var options = Options.Create(new ToolOptions { Kubectl = ClusterTool.Kubectl.Path, Helm = ClusterTool.Helm.Path, DockerCompose = "/usr/bin/docker-compose" });
        return runtime switch { "kubernetes" => new KubernetesChecks(options), "helm" => new HelmChecks(options), _ => new ComposeChecks(options) };
    }

    static async Task<BundleJudged> Judge(string golden, string profile, Func<string, string, string>? change = null)
    {
        var folder = Path.Combine(Golden, golden);
        var manifest = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "bundle.json")))!;
        var runtime = (string)manifest["runtime"]!;
        await using var bench = new Bench(checks: Checks(runtime));
        var files = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).ToDictionary(
            f => Path.GetRelativePath(folder, f), f => change is null ? File.ReadAllText(f) : change(Path.GetRelativePath(folder, f), File.ReadAllText(f)));
        return await bench.JudgeAsync(await bench.SeedCommandAsync() with
        {
            TemplateSpec = JsonElement.Parse("""{"modules": [{"name": "postgres", "as": "orders-db"}, {"name": "redis"}], "services": [{"name": "orders"}, {"name": "web"}]}"""),
            Environment = (string)manifest["environment"]!, Runtime = runtime, PolicyProfile = profile, Bundle = await bench.BundleAsync("d", "sha256:" + golden, files),
        });
    }

    [RenderingToolsTheory]
    [InlineData("shop-kubernetes", "kubernetes-restricted")]
    [InlineData("queue-kubernetes", "kubernetes-restricted")]
    [InlineData("shop-helm", "kubernetes-restricted")]
    [InlineData("shop-compose", "compose-hardened")]
    [InlineData("compose-small", "compose-hardened")]
    public async Task What_the_generator_makes_keeps_the_profile_for_it(string golden, string profile)
    {
        var judged = await Judge(golden, profile);

        Assert.All(judged.Checks, c => Assert.Equal("passed", c.Status));
        Assert.DoesNotContain(judged.Findings, f => f.Severity == "error");
        Assert.Equal(Verdict.Pass, judged.Verdict);
    }

    [RenderingToolsTheory]
    [InlineData("shop-kubernetes", "kubernetes-restricted", "SEC4002", "base/web-deployment.yaml", 55, "allowPrivilegeEscalation: false", "allowPrivilegeEscalation: true")]
    [InlineData("shop-compose", "compose-hardened", "SEC5003", "compose.yaml", 165, "- ALL", "- NET_RAW")]
    public async Task What_breaks_it_is_refused_and_found_at_its_line_and_by_what_of_the_request_it_is_for(string golden, string profile, string rule, string file, int line, string kept, string broken)
    {
        var judged = await Judge(golden, profile, (path, text) => path == file ? text.Replace(kept, broken, StringComparison.Ordinal) : text);

        Assert.Equal(Verdict.Fail, judged.Verdict);
        Assert.Contains(judged.Findings, f => f.RuleId == rule && f.Severity == "error" && f.File == file && f.Line == line && f.Pointer == "/template_spec/services/1");
    }
}
