using System.Collections.Concurrent;
using InfraAgent.Contracts;
using InfraAgent.Drift;
using InfraAgent.Executor;
using InfraAgent.Hosting.Database;
using InfraAgent.Hosting.Jobs;
using InfraAgent.Hosting.Messaging;
using InfraAgent.TestBed;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace InfraAgent.Executor.Tests;

/// <summary>The executor's and the drift service's consumers on a real bus and a real database, any number of workers on their queues, and a scripted tool.</summary>
public sealed class QueueBed : IAsyncDisposable
{
    readonly TempFolder folder;
    readonly IHost host;
    readonly List<Replica> replicas = [];

    QueueBed(string database, TempFolder folder)
    {
        this.folder = folder;
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(Outcomes);
        builder.Services.AddAgentDatabase(database);
        builder.Services.AddDatabaseModule<JobTables>();
        builder.Services.AddSingleton<JobBell>();
        builder.Services.AddScoped<JobQueue>();
        builder.Services.AddAgentMessaging(new MessagingOptions { Broker = "inmemory:" }, bus =>
        {
            bus.AddExecutorConsumers();
            bus.AddDriftConsumers();
            bus.AddConsumer<OutcomeListener>();
        });
        host = builder.Build();
    }

    public Outcomes Outcomes { get; } = new();
    public ScriptedTool Tool { get; } = new();

    public static Task<QueueBed> OnSqliteAsync() => StartAsync(null);

    public static async Task<QueueBed> OnAsync(string database) => await StartAsync(database == "postgres"
        ? await (await PostgresServer.SharedAsync()).CreateDatabaseAsync("executor")
        : null);

    public static async Task<QueueBed> StartAsync(string? connectionString)
    {
        var folder = new TempFolder();
        var bed = new QueueBed(connectionString ?? $"Data Source={folder.File("agent.db")};Pooling=false", folder);
        await bed.host.StartAsync();
        return bed;
    }

    /// <summary>A worker as another process would be: a name, leases and a doorbell of its own.</summary>
    public Replica Worker(Action<JobOptions>? configure = null, string? name = null, string queue = JobQueues.Executor)
    {
        var options = new JobOptions
        {
            Slots = 2,
            Heartbeat = TimeSpan.FromMilliseconds(200),
            Lease = TimeSpan.FromSeconds(30),
            Grace = TimeSpan.FromSeconds(30),
            Poll = TimeSpan.FromMilliseconds(20),
            ProgressInterval = TimeSpan.FromMilliseconds(50),
            ShutdownGrace = TimeSpan.Zero,
        };
        configure?.Invoke(options);
        var data = folder.File(name ?? $"worker-{replicas.Count}");
        var replica = new Replica(queue, data, options, Tool, host.Services);
        replicas.Add(replica);
        return replica;
    }

    public async Task SendAsync(params object[] messages)
    {
        await using var scope = host.Services.CreateAsyncScope();
        var publish = scope.ServiceProvider.GetRequiredService<IPublishEndpoint>();
        foreach (var message in messages) await publish.Publish(message, message.GetType());
        await scope.ServiceProvider.GetRequiredService<AgentDb>().SaveChangesAsync();
    }

    public async Task<T> ReadAsync<T>(Func<AgentDb, Task<T>> read)
    {
        await using var scope = host.Services.CreateAsyncScope();
        return await read(scope.ServiceProvider.GetRequiredService<AgentDb>());
    }

    public async Task ChangeAsync(Func<JobQueue, Task> change)
    {
        await using var scope = host.Services.CreateAsyncScope();
        await change(scope.ServiceProvider.GetRequiredService<JobQueue>());
        await scope.ServiceProvider.GetRequiredService<AgentDb>().SaveChangesAsync();
    }

    public Task<List<Job>> JobsAsync() => ReadAsync(db => db.Set<Job>().AsNoTracking().OrderBy(j => j.QueuedAt).ToListAsync());

    public async Task<Job> JobAsync(Guid runId, string step) => (await JobsAsync()).Single(j => j.RunId == runId && j.Step == step);

    /// <summary>Waits until that many jobs are in the table, in that state.</summary>
    public Task UntilAsync(int count, string state) =>
        Eventually.Equal(count, () => ReadAsync(db => db.Set<Job>().CountAsync(j => j.State == state)), $"jobs that are {state}");

    public async ValueTask DisposeAsync()
    {
        Tool.ReleaseAll();
        foreach (var replica in replicas) await replica.DisposeAsync();
        await host.StopAsync();
        host.Dispose();
        folder.Dispose();
    }
}

public sealed class Replica : IAsyncDisposable
{
    readonly WorkerIdentity identity;
    readonly JobWorker worker;
    bool stopped;

    public Replica(string queue, string data, JobOptions options, ScriptedTool tool, IServiceProvider services)
    {
        identity = new WorkerIdentity(data);
        worker = new JobWorker(
            queue, Path.Combine(data, "leases"), new FixedOptions(options), tool.Handlers, services.GetRequiredService<IServiceScopeFactory>(),
            identity, services.GetRequiredService<JobBell>(), services.GetRequiredService<IHostApplicationLifetime>(), services.GetRequiredService<ILogger<JobWorker>>());
    }

    public string Name => identity.Incarnation;

    public JobWorker Worker => worker;

    public async Task<Replica> StartAsync()
    {
        await worker.StartAsync(CancellationToken.None);
        return this;
    }

    public async Task StopAsync()
    {
        stopped = true;
        // A test that failed while its database was away must not wait for it.
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await worker.StopAsync(patience.Token);
    }

    public async ValueTask DisposeAsync()
    {
        if (!stopped) await StopAsync();
        worker.Dispose();
        identity.Dispose();
    }

    sealed class FixedOptions(JobOptions options) : IOptionsMonitor<JobOptions>
    {
        public JobOptions CurrentValue => options;
        public JobOptions Get(string? name) => options;
        public IDisposable? OnChange(Action<JobOptions, string?> listener) => null;
    }
}

/// <summary>Every outcome that was sent, in the order in which it arrived.</summary>
public sealed class Outcomes
{
    readonly ConcurrentQueue<IRunMessage> arrived = new();

    public void Add(IRunMessage outcome) => arrived.Enqueue(outcome);

    public IReadOnlyList<IRunMessage> All => [.. arrived];

    public IReadOnlyList<T> Of<T>() => [.. arrived.OfType<T>()];

    public async Task<T> NextAsync<T>(Func<T, bool>? which = null)
    {
        try
        {
            await Eventually.True(() => arrived.OfType<T>().Any(which ?? (_ => true)), $"a {typeof(T).Name} arrives");
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"No {typeof(T).Name} arrived, only: {string.Join(", ", arrived)}.");
        }

        return arrived.OfType<T>().First(which ?? (_ => true));
    }
}

public sealed class OutcomeListener(Outcomes outcomes) :
    IConsumer<PlanMade>, IConsumer<PlanApplied>, IConsumer<PlanOutdated>, IConsumer<DeploymentVerified>, IConsumer<DriftScanned>,
    IConsumer<StageFailed>, IConsumer<RunCancelled>, IConsumer<RunProgressed>
{
    public Task Consume(ConsumeContext<PlanMade> context) => Add(context.Message);
    public Task Consume(ConsumeContext<PlanApplied> context) => Add(context.Message);
    public Task Consume(ConsumeContext<PlanOutdated> context) => Add(context.Message);
    public Task Consume(ConsumeContext<DeploymentVerified> context) => Add(context.Message);
    public Task Consume(ConsumeContext<DriftScanned> context) => Add(context.Message);
    public Task Consume(ConsumeContext<StageFailed> context) => Add(context.Message);
    public Task Consume(ConsumeContext<RunCancelled> context) => Add(context.Message);
    public Task Consume(ConsumeContext<RunProgressed> context) => Add(context.Message);

    Task Add(IRunMessage message)
    {
        outcomes.Add(message);
        return Task.CompletedTask;
    }
}
