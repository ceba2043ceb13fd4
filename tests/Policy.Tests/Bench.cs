using System.Text;
using System.Text.Json;
using InfraAgent.Contracts;
using InfraAgent.Hosting;
using InfraAgent.Policy.Bundles;
using InfraAgent.Policy.Plans;
using InfraAgent.Runtimes;
using InfraAgent.Runtimes.Checks;
using InfraAgent.Policy.Tests.Rego;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace InfraAgent.Policy.Tests;

/// <summary>The service as a host wires it, with a store in memory, a driver of the test's, and a scratch folder of its own.</summary>
sealed class Bench : IAsyncDisposable
{
    readonly ServiceProvider services;

    public Bench(FakeRuntime? runtime = null, Func<PolicyOptions, PolicyOptions>? options = null, IBundleChecks? checks = null, ToolOptions? tools = null, MemoryArtifacts? artifacts = null, AddedCheck? added = null)
    {
        Runtime = runtime ?? FakeRuntime.Passing();
        Artifacts = artifacts ?? new();
        Scratch = Directory.CreateTempSubdirectory("policy-tests-").FullName;
        var set = new PolicyOptions { ScratchFolder = Scratch };
        var collection = new ServiceCollection();
        if (added is not null) collection.AddSingleton(added);
        services = collection
            .AddPolicy(options?.Invoke(set) ?? set)
            .AddSingleton<IArtifactStore>(Artifacts)
            .AddSingleton(checks ?? Runtime)
            .AddSingleton(Options.Create(tools ?? FakeRego.None))
            .BuildServiceProvider(validateScopes: true);
    }

    public static JsonElement Seed { get; } = JsonElement.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "seed-generate.json")));

    public MemoryArtifacts Artifacts { get; }
    public FakeRuntime Runtime { get; }
    public string Scratch { get; }

    public Task<BundleJudged> JudgeAsync(JudgeBundle command) => services.GetRequiredService<BundleJudge>().JudgeAsync(command, default);

    /// <summary>What judges without a deployment, by the same rules.</summary>
    public PolicyCheck Check() => ActivatorUtilities.CreateInstance<PolicyCheck>(services, new TestSecretBox());

    public Task<PlanJudged> JudgePlanAsync(JudgePlan command) => services.GetRequiredService<PlanJudge>().JudgeAsync(command, default);

    public async Task<PlanJudged> JudgePlanAsync(string changes, string environment = "staging", string? profile = "production-guardrails", bool destroy = false) =>
        await JudgePlanAsync(Encoding.UTF8.GetBytes(changes), environment, profile, destroy);

    public async Task<PlanJudged> JudgePlanAsync(
        byte[] changes, string environment = "staging", string? profile = "production-guardrails", bool destroy = false, Func<JudgePlan, JudgePlan>? with = null)
    {
        var command = new JudgePlan
        {
            DeploymentId = "d", RunId = Guid.NewGuid(), Environment = environment, Runtime = "terraform", PolicyProfile = profile, PlanDigest = "sha256:p",
            Destroy = destroy, Changes = await Artifacts.PutAsync($"d/r1/plan-{Guid.NewGuid():N}.json", changes, default),
        };
        return await services.GetRequiredService<PlanJudge>().JudgeAsync(with is null ? command : with(command), default);
    }

    public async Task<PlanJudged> JudgePlanAsync(string changes, BundleRef bundle, JsonElement templateSpec, string? profile = null) =>
        await services.GetRequiredService<PlanJudge>().JudgeAsync(new JudgePlan
        {
            DeploymentId = "d", RunId = Guid.NewGuid(), Environment = "staging", Runtime = "terraform", PolicyProfile = profile, PlanDigest = "sha256:p", Destroy = false, Bundle = bundle, TemplateSpec = templateSpec,
            Changes = await Artifacts.PutAsync($"d/r1/plan-{Guid.NewGuid():N}.json", Encoding.UTF8.GetBytes(changes), default),
        }, default);

    /// <summary>The contract's example, with a small bundle.</summary>
    public async Task<JudgeBundle> SeedCommandAsync(string environment = "staging", string? profile = "production-guardrails", string id = "infra-2025-114", string code = "sha256:code") => new()
    {
        DeploymentId = id, RunId = Guid.NewGuid(), Revision = 1, Environment = environment, Runtime = "terraform", PolicyProfile = profile,
        TemplateSpec = Seed.GetProperty("template_spec"),
        Parameters = Seed.GetProperty("parameters").EnumerateObject().ToDictionary(p => p.Name, p => p.Value),
        Bundle = await BundleAsync(id, code, new()
        {
            ["main.tf"] = "module \"vpc\" {\n  source = \"./modules/vpc\"\n}\n",
            ["modules/vpc/main.tf"] = "# vpc\n",
            [$"env/{environment}.tfvars.json"] = """{"aws_region":"us-east-2","container_image":"ghcr.io/appsmithery/mcp-gateway:latest"}""",
        }, $"env/{environment}.tfvars.json"),
    };

    public async Task<BundleRef> BundleAsync(string id, string code, Dictionary<string, string> files, string? parameters = null)
    {
        var folder = $"{id}/r1";
        return new BundleRef
        {
            Path = folder, Uri = "memory:" + folder, Digest = "sha256:bundle-" + id, CodeDigest = code,
            Files = await Artifacts.PutFolderAsync(folder, files.ToDictionary(f => f.Key, f => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(f.Value)), default),
            Entrypoints = parameters is null ? new Dictionary<string, string>() : new Dictionary<string, string> { ["parameters"] = $"{folder}/{parameters}" },
        };
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        Directory.Delete(Scratch, recursive: true);
    }
}
