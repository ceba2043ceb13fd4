using System.Reflection;
using InfraAgent.Hosting.Messaging;
using InfraAgent.TestBed;
using Xunit.Sdk;

namespace InfraAgent.Hosting.Tests.Messaging;

/// <summary>The two ways of running. A test that takes one runs in both.</summary>
public enum Mode { Embedded, Distributed }

[AttributeUsage(AttributeTargets.Method)]
public sealed class EmbeddedAttribute : DataAttribute
{
    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => [[Mode.Embedded]];
}

[AttributeUsage(AttributeTargets.Method)]
public sealed class DistributedAttribute : DataAttribute
{
    public DistributedAttribute() => Skip = Parts.Missing(Part.PostgreSql, Part.RabbitMq)!;

    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => [[Mode.Distributed]];
}

/// <summary>A database and a broker that no other test uses.</summary>
public sealed class Surroundings(TempFolder? folder = null) : IDisposable
{
    public required string Database { get; init; }
    public required MessagingOptions Options { get; init; }

    public static async Task<Surroundings> OfAsync(Mode mode)
    {
        if (mode == Mode.Distributed)
        {
            var database = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync("sample");
            var broker = (await RabbitMqServer.SharedAsync()).NewVirtualHost();
            return new() { Database = database, Options = Quick(broker) };
        }
        var folder = new TempFolder();
        return new(folder) { Database = $"Data Source={folder.File("agent.db")}", Options = Quick("inmemory:") };
    }

    /// <summary>A lease short enough not to wait for in tests.</summary>
    public static MessagingOptions Quick(string broker, bool quorumQueues = true) => new() { Broker = broker, QuorumQueues = quorumQueues, Lease = TimeSpan.FromSeconds(3), SendTimeout = TimeSpan.FromSeconds(2), Poll = TimeSpan.FromMilliseconds(200) };

    public void Dispose() => folder?.Dispose();
}
