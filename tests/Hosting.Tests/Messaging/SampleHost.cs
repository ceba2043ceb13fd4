using InfraAgent.Contracts;
using InfraAgent.Hosting.Database;
using InfraAgent.Hosting.Messaging;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace InfraAgent.Hosting.Tests.Messaging;

/// <summary>A process of the sample: a whole host, saga and worker in it unless told otherwise.</summary>
public sealed class SampleHost : IAsyncDisposable
{
    public static readonly Action<IBusRegistrationConfigurator> Saga = x => x.AddSagaStateMachine<RunStateMachine, RunState>();
    public static readonly Action<IBusRegistrationConfigurator> Worker = x => x.AddConsumer<DoStepConsumer>();

    readonly IHost _host;

    SampleHost(IHost host) => _host = host;

    public IServiceProvider Services => _host.Services;

    public static IHost Build(string? database, MessagingOptions options, Action<IBusRegistrationConfigurator> handlers)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.AddSimpleConsole(o => o.SingleLine = true).SetMinimumLevel(LogLevel.Warning)
            .AddFilter("MassTransit", Environment.GetEnvironmentVariable("SAMPLE_LOG") is null ? LogLevel.None : LogLevel.Warning)
            .AddFilter("Microsoft.EntityFrameworkCore", LogLevel.None)
            .AddFilter("InfraAgent", Environment.GetEnvironmentVariable("SAMPLE_LOG") is null ? LogLevel.None : LogLevel.Information);
        if (database is not null)
        {
            builder.Services.AddAgentDatabase(database);
            builder.Services.AddDatabaseModule<SampleModule>();
        }
        builder.Services.AddAgentMessaging(options, handlers);
        return builder.Build();
    }

    public static async Task<SampleHost> StartAsync(string? database, MessagingOptions options, Action<IBusRegistrationConfigurator>? handlers = null, bool wait = true)
    {
        var host = Build(database, options, handlers ?? (Saga + Worker));
        await host.StartAsync();
        if (wait) await host.Services.GetRequiredService<BusReadiness>().WaitAsync(CancellationToken.None);
        return new(host);
    }

    public Task DispatchAsync<T>(T message, Guid? id = null, params object[] payloads)
        where T : class =>
        Services.GetRequiredService<ISagaDispatcher<RunState>>().DispatchAsync(message, id ?? NewId.NextGuid(), CancellationToken.None, payloads);

    /// <summary>As an edge does: publish into the scope's outbox, save.</summary>
    public async Task PublishAsync<T>(T message, Guid? id = null)
        where T : class
    {
        await using var scope = Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<IPublishEndpoint>().Publish(message, x => x.MessageId = id ?? x.MessageId);
        await scope.ServiceProvider.GetRequiredService<AgentDb>().SaveChangesAsync();
    }

    public async Task<T> ReadAsync<T>(Func<AgentDb, Task<T>> read)
    {
        await using var scope = Services.CreateAsyncScope();
        return await read(scope.ServiceProvider.GetRequiredService<AgentDb>());
    }

    public Task<string?> StateAsync(string deployment) => ReadAsync(db =>
        db.Set<RunState>().Where(x => x.CorrelationId == DeploymentKey.From(deployment)).Select(x => x.CurrentState).FirstOrDefaultAsync());

    public Task<RunState> RunAsync(string deployment) => ReadAsync(db => db.Set<RunState>().AsNoTracking().SingleAsync(x => x.CorrelationId == DeploymentKey.From(deployment)));

    public Task<int> CountAsync<T>()
        where T : class => ReadAsync(db => db.Set<T>().CountAsync());

    public Task<int> CountRunsAsync(string state) => ReadAsync(db => db.Set<RunState>().CountAsync(x => x.CurrentState == state));

    /// <summary>Effects that are there more than once.</summary>
    public Task<int> CountRepeatedAsync() => ReadAsync(db => db.Set<Effect>().GroupBy(x => new { x.DeploymentId, x.Step }).CountAsync(g => g.Count() > 1));

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        if (_host is IAsyncDisposable disposable) await disposable.DisposeAsync();
        else _host.Dispose();
    }
}
