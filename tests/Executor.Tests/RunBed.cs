using System.Collections.Concurrent;
using System.Text;
using InfraAgent.Contracts;
using InfraAgent.Drift;
using InfraAgent.Hosting;
using InfraAgent.Hosting.Artifacts;
using InfraAgent.Hosting.Configuration;
using InfraAgent.Hosting.Database;
using InfraAgent.Hosting.Jobs;
using InfraAgent.Hosting.Logs;
using InfraAgent.Hosting.Messaging;
using InfraAgent.Hosting.Security;
using InfraAgent.Hosting.Telemetry;
using InfraAgent.Runtimes;
using InfraAgent.Runtimes.Runs;
using InfraAgent.TestBed;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace InfraAgent.Executor.Tests;

/// <summary>Executor and drift as a process has them, with real stores, bus and database; the tool is scripted and so is the state backend.</summary>
public sealed class RunBed : IAsyncDisposable
{
    readonly TempFolder folder = new();
    readonly WebApplication app;

    RunBed(Action<IDictionary<string, string?>>? configure)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        var settings = new Dictionary<string, string?>
        {
            ["Agent:DataDirectory"] = folder.File("data"),
            ["Executor:Poll"] = "00:00:00.020",
            ["Drift:Poll"] = "00:00:00.020",
            ["urls"] = "http://127.0.0.1:0",
        };
        configure?.Invoke(settings);
        builder.Configuration.AddInMemoryCollection(settings);
        Options = AgentOptions.Read(AgentService.Standalone, builder.Configuration);
        builder.WebHost.UseUrls(Options.Urls);
        builder.Services.AddSingleton(Options).AddSingleton(Options.Environments).AddSingleton<AgentAddresses>().AddSingleton<AgentTelemetry>();
        builder.Services.AddSingleton<IArtifactStore>(Artifacts = new FileArtifactStore(folder.File("artifacts")));
        builder.Services.AddSingleton<ILogStore>(Logs = new FileLogStore(folder.File("logs")));
        builder.Services.AddSingleton<ISecretBox>(Keys = KeyFile.LoadOrCreate(folder.File("keys")));
        builder.Services.AddSingleton<IRuntime>(Runtime);
        builder.Services.AddSingleton(Outcomes);
        builder.Services.AddAgentDatabase($"Data Source={folder.File("agent.db")};Pooling=false");
        builder.Services.AddExecutor(Options);
        builder.Services.AddDrift(Options);
        builder.Services.AddAgentMessaging(new MessagingOptions { Broker = "inmemory:" }, bus =>
        {
            bus.AddExecutorConsumers();
            bus.AddDriftConsumers();
            bus.AddConsumer<OutcomeListener>();
        });
        app = builder.Build();
        app.MapMethods("/terraform-state/{id}", ["GET", "POST", "LOCK", "UNLOCK"], StateAsync);
    }

    public AgentOptions Options { get; }
    public FileArtifactStore Artifacts { get; }
    public FileLogStore Logs { get; }
    public ISecretBox Keys { get; }
    public Outcomes Outcomes { get; } = new();
    public ScriptedRuntime Runtime { get; } = new();
    /// <summary>What the state backend was asked: <c>LOCK</c>, <c>POST id body</c>…</summary>
    public ConcurrentQueue<string> StateCalls { get; } = [];
    /// <summary>The lock that the state backend says is held; null when it is free.</summary>
    public string? HeldLock { get; set; }
    public bool StateIsAway { get; set; }
    public IServiceProvider Services => app.Services;

    public static async Task<RunBed> StartAsync(Action<IDictionary<string, string?>>? configure = null)
    {
        var bed = new RunBed(configure);
        await bed.app.StartAsync();
        return bed;
    }

    /// <summary>Stores a bundle and names it.</summary>
    public async Task<Target> TargetAsync(string deploymentId = "d1", string environment = "dev", string runtime = "terraform")
    {
        var files = new Dictionary<string, ReadOnlyMemory<byte>>
        {
            ["main.tf"] = Encoding.UTF8.GetBytes("terraform {}\n"),
            ["env/dev.tfvars.json"] = Encoding.UTF8.GetBytes("{}"),
        };
        var path = $"{deploymentId}/r1";
        return new Target
        {
            Environment = environment,
            Runtime = runtime,
            Cloud = "local",
            Revision = 1,
            Bundle = new BundleRef
            {
                Path = path, Uri = "file:///" + path, Digest = "sha256:bundle", CodeDigest = "sha256:code",
                Files = await Artifacts.PutFolderAsync(path, files, CancellationToken.None),
            },
        };
    }

    public async Task SendAsync(object message)
    {
        await using var scope = app.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<IPublishEndpoint>().Publish(message, message.GetType());
        await scope.ServiceProvider.GetRequiredService<AgentDb>().SaveChangesAsync();
    }

    public async Task<Job> JobAsync(Guid run, string step)
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<AgentDb>().Set<Job>().AsNoTracking().SingleAsync(j => j.RunId == run && j.Step == step);
    }

    public string WorkspaceOf(Guid run) => app.Services.GetRequiredService<RunWorkspaces>().DirectoryOf(run);

    public async Task<string> LogAsync(string logsRef)
    {
        await using var stream = await Logs.OpenReadAsync(logsRef, CancellationToken.None) ?? throw new FileNotFoundException(logsRef);
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        folder.Dispose();
    }

    async Task StateAsync(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        var body = await reader.ReadToEndAsync();
        if (StateIsAway)
        {
            StateCalls.Enqueue("away");
            http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }

        StateCalls.Enqueue(http.Request.Method == "POST" ? $"POST {http.Request.Query["ID"]} {body}" : http.Request.Method);
        if (http.Request.Method == "LOCK" && HeldLock is { } held)
        {
            http.Response.StatusCode = StatusCodes.Status423Locked;
            await http.Response.WriteAsync($$"""{"ID":"{{held}}"}""");
        }
    }
}

/// <summary>A driver that does what the test says.</summary>
public sealed class ScriptedRuntime : IRuntime
{
    public string Name => "terraform";
    public ConcurrentQueue<(string Step, Workspace Workspace)> Calls { get; } = [];
    public Func<Workspace, PlanResult> Plan { get; set; } = _ => new PlanResult(Ok) { Digest = "sha256:plan", HasChanges = true, Summary = new(1, 0, 0, 0), Changes = "{}"u8.ToArray() };
    public Func<Workspace, Func<Task>, Task<ApplyResult>> Apply { get; set; } = async (_, starting) =>
    {
        await starting();
        return new ApplyResult(Ok) { Started = true };
    };
    public Func<Workspace, ScanResult> Scan { get; set; } = _ => new ScanResult(Ok);

    public static ToolRun Ok { get; } = new("terraform", 0, TimeSpan.FromMilliseconds(1));

    public Task<IReadOnlyList<CheckResult>> CheckAsync(Workspace workspace, CancellationToken cancel) => Task.FromResult<IReadOnlyList<CheckResult>>([]);

    public async Task<PlanResult> PlanAsync(Workspace workspace, PlanMode mode, CancellationToken cancel)
    {
        Calls.Enqueue(("plan", workspace));
        await workspace.Log.WriteAsync(Encoding.UTF8.GetBytes("Terraform will perform\n"), cancel);
        return Plan(workspace);
    }

    public Task<ApplyResult> ApplyAsync(Workspace workspace, PlanMode mode, string planDigest, Func<Task> starting, CancellationToken cancel)
    {
        Calls.Enqueue(("apply", workspace));
        return Apply(workspace, starting);
    }

    public Task<VerifyResult> VerifyAsync(Workspace workspace, CancellationToken cancel)
    {
        Calls.Enqueue(("verify", workspace));
        return Task.FromResult(new VerifyResult(Ok));
    }

    public Task<ScanResult> ScanAsync(Workspace workspace, CancellationToken cancel)
    {
        Calls.Enqueue(("scan", workspace));
        return Task.FromResult(Scan(workspace));
    }
}
