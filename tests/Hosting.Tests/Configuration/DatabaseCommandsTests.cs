using InfraAgent.Hosting.Configuration;
using InfraAgent.Hosting.Database;
using InfraAgent.Hosting.Jobs;
using InfraAgent.TestBed;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace InfraAgent.Hosting.Tests.Configuration;

public sealed class DatabaseCommandsTests : IDisposable
{
    readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_queue_is_paused_with_a_reason_and_resumed()
    {
        await using var provider = new ServiceCollection().AddLogging().AddAgentDatabase($"Data Source={folder.File("data/infra-agent.db")}").AddDatabaseModule<JobTables>().BuildServiceProvider();
        await provider.GetRequiredService<DatabaseMigration>().MigrateAsync(default);

        Assert.Equal(0, (await RunAsync(AgentService.Standalone, "pause", "executor", "until", "noon")).Code);
        Assert.Equal(0, (await RunAsync(AgentService.Standalone, "pause", "executor", "until", "one")).Code);
        Assert.Equal(("executor", true, "until one"), await StateAsync());
        Assert.Equal(0, (await RunAsync(AgentService.Standalone, "resume", "executor")).Code);
        Assert.Equal(("executor", false, null), await StateAsync());

        async Task<(string, bool, string?)> StateAsync()
        {
            await using var db = await provider.GetRequiredService<IDbContextFactory<AgentDb>>().CreateDbContextAsync();
            var state = await db.Set<JobQueueState>().SingleAsync();
            return (state.Queue, state.Paused, state.Reason);
        }
    }

    [Theory]
    [InlineData("executor", 64, "pause", "drift")]
    [InlineData("drift", 64, "resume", "executor")]
    [InlineData("api", 64, "pause", "executor")]
    [InlineData("standalone", 64, "pause")]
    [InlineData("standalone", 64, "dead-messages", "requeue", "the first")]
    [InlineData("policy", 64, "dead-messages", "list")]
    public async Task What_a_service_does_not_have_is_told_with_the_usage(string service, int code, params string[] words)
    {
        var all = new[] { AgentService.Standalone, AgentService.Api, AgentService.Policy, AgentService.Executor, AgentService.Drift };
        var (answer, text) = await RunAsync(all.Single(x => x.Name == service), words);
        Assert.Equal(code, answer);
        Assert.Contains(service == "policy" ? "has no database" : "Usage: ", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_is_not_there_is_not_made()
    {
        var (code, text) = await RunAsync(AgentService.Standalone, "dead-messages", "list");
        Assert.Equal(1, code);
        Assert.Contains("There is no database", text, StringComparison.Ordinal);
        Assert.False(File.Exists(folder.File("data/infra-agent.db")));
    }

    [Fact]
    public async Task Other_words_are_none_of_its() =>
        Assert.Null((await RunAsync(AgentService.Standalone)).Code);

    async Task<(int? Code, string Text)> RunAsync(AgentService service, params string[] words)
    {
        await using var output = new StringWriter();
        return (await DatabaseCommands.TryRunAsync(service, [.. words, $"--Agent:DataDirectory={folder.File("data")}"], output), output.ToString());
    }
}
