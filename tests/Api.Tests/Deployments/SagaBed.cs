using System.Text.Json;
using InfraAgent.Api.Deployments;
using InfraAgent.Api.Edge;
using InfraAgent.Api.Status;
using InfraAgent.Contracts;
using InfraAgent.Generator;
using InfraAgent.Hosting.Configuration;
using InfraAgent.Hosting.Database;
using InfraAgent.Hosting.Messaging;
using MassTransit;
using MassTransit.Events;
using MassTransit.Metadata;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace InfraAgent.Api.Tests.Deployments;

/// <summary>The API with its saga on SQLite and the in-memory bus, and no workers: the test says what they would answer.</summary>
public sealed class SagaBed : IAsyncLifetime
{
    static readonly Actor Someone = new("tester", "rest");

    readonly string folder = Directory.CreateTempSubdirectory("infra-agent-saga-").FullName;
    WebApplication? host;

    public WebApplication Host => host!;

    /// <summary>More settings, for a bed of one test's own.</summary>
    public IReadOnlyList<string> Settings { get; init; } = [];

    /// <summary>The real generator answers; of the other workers there is none.</summary>
    public bool Generates { get; init; }

    public async Task InitializeAsync()
    {
        host = AgentHost.Build(
            AgentService.Standalone,
            [$"--Agent:DataDirectory={folder}", "--urls=http://127.0.0.1:0", "--Logging:LogLevel:Default=Critical", "--Saga:WorkerDeadline=01:00:00", "--Saga:ExecutorDeadline=01:00:00", .. Settings],
            (builder, options) =>
            {
                builder.Services.AddApi(options, builder.Configuration);
                if (Generates) builder.Services.AddGenerator();
                builder.Services.AddAgentBus(options, bus =>
                {
                    bus.AddApiSaga();
                    if (Generates) bus.AddConsumer<GenerateBundleConsumer>();
                });
            },
            app => app.MapApi());
        await host.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await host!.StopAsync();
        await host.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    public HttpClient Client() => new() { BaseAddress = new Uri(host!.Urls.Single()) };

    public async Task<Answer> AskAsync(CommandKind kind, string body)
    {
        var parsed = CommandParser.Rest(kind, System.Text.Encoding.UTF8.GetBytes(body));
        await using var scope = host!.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<DeploymentGate>().AskAsync(parsed.Command ?? throw new InvalidOperationException(parsed.Problem!.Detail), Someone, null, default);
    }

    public Task TellAsync<T>(T message) where T : class =>
        host!.Services.GetRequiredService<ISagaDispatcher<DeploymentState>>().DispatchAsync(message, NewId.NextGuid(), CancellationToken.None);

    public Task FaultAsync<T>(T command, string secret = "what the exception said") where T : class =>
        TellAsync<Fault<T>>(new FaultEvent<T>(command, NewId.NextGuid(), HostMetadataCache.Host, new InvalidOperationException(secret), [MessageUrn.ForTypeString<T>()]));

    public async Task<DeploymentState> SagaAsync(string id)
    {
        await using var scope = host!.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<AgentDb>().Set<DeploymentState>().AsNoTracking().SingleAsync(s => s.DeploymentId == id);
    }

    public async Task<(StatusRow Row, List<EventRow> Events)> LogAsync(string id)
    {
        await using var scope = host!.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AgentDb>();
        return (await db.Set<StatusRow>().AsNoTracking().SingleAsync(s => s.DeploymentId == id),
            await db.Set<EventRow>().AsNoTracking().Where(e => e.DeploymentId == id).OrderBy(e => e.Sequence).ToListAsync());
    }

    public async Task<DeploymentStatus> StatusAsync(string id) => StatusReader.Read((await LogAsync(id)).Row);

    /// <summary>Brings a new deployment into a working or resting state by the shortest way.</summary>
    public async Task<DeploymentState> ReachAsync(string id, string state)
    {
        await AskAsync(CommandKind.Generate, $$$"""{"deployment_id":"{{{id}}}","environment":"dev","runtime":"terraform","template_spec":{"cloud":"local","modules":[{"name":"config"}]}}""");
        var saga = await SagaAsync(id);
        foreach (var step in Way(state))
        {
            await step(this, saga);
            saga = await SagaAsync(id);
        }
        return saga.CurrentState == state ? saga : throw new InvalidOperationException($"The way to {state} ended in {saga.CurrentState}.");
    }

    static IEnumerable<Func<SagaBed, DeploymentState, Task>> Way(string state)
    {
        if (state == nameof(DeploymentStateMachine.Generating)) yield break;
        yield return (bed, saga) => bed.TellAsync(Outcomes.Generated(saga));
        if (state == nameof(DeploymentStateMachine.CheckingBundle)) yield break;
        yield return (bed, saga) => bed.TellAsync(Outcomes.Judged(saga, state == nameof(DeploymentStateMachine.Rejected) ? Verdict.Fail : Verdict.Pass));
        if (state is nameof(DeploymentStateMachine.Generated) or nameof(DeploymentStateMachine.Rejected)) yield break;
        yield return (bed, saga) => bed.AskAsync(CommandKind.Deploy, $$"""{"deployment_id":"{{saga.DeploymentId}}","plan_only":{{(state == nameof(DeploymentStateMachine.Planned) ? "true" : "false")}}}""");
        if (state == nameof(DeploymentStateMachine.Planning)) yield break;
        if (state == nameof(DeploymentStateMachine.Cancelling))
        {
            yield return (bed, saga) => bed.AskAsync(CommandKind.Cancel, $$"""{"deployment_id":"{{saga.DeploymentId}}"}""");
            yield break;
        }
        yield return (bed, saga) => bed.TellAsync(Outcomes.Planned(saga));
        if (state == nameof(DeploymentStateMachine.JudgingPlan)) yield break;
        yield return (bed, saga) => bed.TellAsync(Outcomes.PlanJudged(saga, approval: state == nameof(DeploymentStateMachine.AwaitingApproval)));
        if (state is nameof(DeploymentStateMachine.Applying) or nameof(DeploymentStateMachine.AwaitingApproval) or nameof(DeploymentStateMachine.Planned)) yield break;
        if (state == nameof(DeploymentStateMachine.Failed))
        {
            yield return (bed, saga) => bed.TellAsync(Outcomes.Failed(saga));
            yield break;
        }
        yield return (bed, saga) => bed.TellAsync(Outcomes.Applied(saga));
        if (state == nameof(DeploymentStateMachine.Verifying)) yield break;
        yield return (bed, saga) => bed.TellAsync(Outcomes.Verified(saga, state == nameof(DeploymentStateMachine.Degraded) ? "degraded" : "healthy"));
    }

    public static string Text(DeploymentStatus status) => JsonSerializer.Serialize(status, Json.Options);
}
