using System.Diagnostics;
using InfraAgent.TestBed.Kubernetes;

namespace InfraAgent.EndToEnd.Tests;

/// <summary>One specification for several runtimes: generated, and checked by the real tools of each.</summary>
public sealed class AuthoringTests(AuthoringAgent agent) : IClassFixture<AuthoringAgent>
{
    [ClusterToolsTheory]
    [InlineData("kubernetes", "overlays/prod/kustomization.yaml", "kubernetes_kustomize")]
    [InlineData("helm", "values-prod.yaml", "helm_lint,helm_template")]
    public async Task Services_become_a_bundle_that_the_runtimes_own_tool_accepts(string runtime, string file, string checks)
    {
        var id = "shop-" + runtime;
        var answer = await (await agent.StartedAsync()).PostAsync("/generate", Requests.Shop(runtime, id), "wait=240");

        Assert.True(answer.Code == 200, answer.Text);
        var made = answer.Body!["checks"]!.AsArray().ToDictionary(c => c!["name"]!.GetValue<string>(), c => c!["status"]!.GetValue<string>());
        Assert.All(checks.Split(','), check => Assert.Equal((check, "passed"), (check, made[check])));
        var bundle = await (await agent.StartedAsync()).BundleAsync(id, 1);
        Assert.Contains(file, bundle.Keys);
        Assert.DoesNotContain(bundle, f => f.Value.Contains("hunter2", StringComparison.Ordinal));

        // No executor rolls these out yet: the refusal says what does.
        var deploy = await (await agent.StartedAsync()).PostAsync("/deploy", Requests.Of(id));
        Assert.Equal((422, "REQ024"), (deploy.Code, deploy.Body!["errors"]![0]!["rule_id"]!.GetValue<string>()));
    }

    [ClusterToolsFact]
    public async Task A_plain_secret_is_refused_and_is_nowhere_to_be_found_afterwards()
    {
        const string Secret = "hunter2-and-more-of-it";
        var body = Requests.Shop("kubernetes", "shop-secret");
        body["template_spec"]!["services"]![0]!["env"]!["DB_PASSWORD"] = Secret;
        var running = await agent.StartedAsync();

        var answer = await running.PostAsync("/generate", body, "wait=240");

        Assert.Equal(422, answer.Code);
        var error = answer.Body!["errors"]!.AsArray().Single(e => e!["rule_id"]!.GetValue<string>() == "SEC001")!;
        Assert.Equal("/template_spec/services/0/env/DB_PASSWORD", error["pointer"]!.GetValue<string>());
        Assert.DoesNotContain(Secret, answer.Text, StringComparison.Ordinal);
        Assert.Equal(404, (await running.GetAsync("/status/shop-secret")).Code);
        // Not in the log, the database, its journal, nor any other file of the agent. grep does not mind that some of them are locked.
        using var grep = Process.Start(new ProcessStartInfo("grep", ["-rlaF", Secret, running.Folder]) { RedirectStandardOutput = true })!;
        Assert.Equal("", await grep.StandardOutput.ReadToEndAsync());
        await grep.WaitForExitAsync();
        Assert.Equal(1, grep.ExitCode);
    }

    [ClusterToolsFact]
    public async Task What_can_be_asked_for_is_told()
    {
        var catalog = (await (await agent.StartedAsync()).GetAsync("/catalog")).Body!;

        Assert.Contains(catalog["clouds"]!.AsArray(), c => c!["name"]!.GetValue<string>() == "kubernetes");
        var schema = await (await agent.StartedAsync()).GetAsync("/schemas/template-spec/kubernetes");
        Assert.Equal(200, schema.Code);
        Assert.NotNull(schema.Body!["properties"]!["services"]);
    }
}

/// <summary>An embedded agent whose policy has kubectl and helm.</summary>
public sealed class AuthoringAgent : IAsyncLifetime
{
    Task<Agent>? agent;

    public Task<Agent> StartedAsync() => agent ??= Agent.StartAsync(Way.Embedded, settings: new Dictionary<string, string>
    {
        ["Tools:Kubectl"] = ClusterTool.Kubectl.Path, ["Tools:Helm"] = ClusterTool.Helm.Path,
    });

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (agent is not null)
            await (await agent).DisposeAsync();
    }
}
