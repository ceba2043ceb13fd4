using InfraAgent.TestBed.Terraform;

namespace InfraAgent.EndToEnd.Tests;

/// <summary>One agent for the tests of a class, each with deployment ids of its own. Not started where its tests are skipped.</summary>
public abstract class SharedAgent(Way way) : IAsyncLifetime
{
    Agent? agent;

    public ControlledTerraform Terraform { get; } = new();

    public Agent Agent => agent ?? throw new InvalidOperationException("There is no agent: a part that it needs is missing.");

    public async Task InitializeAsync()
    {
        if (Missing.Reason is null)
        {
            agent = await Agent.StartAsync(way, new SimulatedCloud(), new Dictionary<string, string>
            {
                ["Tools:Terraform"] = Terraform.Path,
                // Nothing is killed here, so nothing needs asking again however slow the machine is.
                ["Saga:WorkerDeadline"] = "00:05:00",
                ["Saga:ExecutorDeadline"] = "00:05:00",
            });
        }
    }

    public async Task DisposeAsync()
    {
        if (agent is not null)
            await agent.DisposeAsync();
        Terraform.Dispose();
    }
}

/// <summary>One process, no servers.</summary>
public sealed class EmbeddedAgent() : SharedAgent(Way.Embedded);

/// <summary>Five processes on RabbitMQ and PostgreSQL.</summary>
public sealed class DistributedAgent() : SharedAgent(Way.Distributed);

/// <summary>Classes that share one distributed agent, and so run one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class DistributedCollection : ICollectionFixture<DistributedAgent>
{
    public const string Name = "one distributed agent";
}

/// <summary>Classes that share one embedded agent.</summary>
[CollectionDefinition(Name)]
public sealed class EmbeddedCollection : ICollectionFixture<EmbeddedAgent>
{
    public const string Name = "one embedded agent";
}
