using InfraAgent.Hosting.Database;
using InfraAgent.Hosting.Messaging;
using InfraAgent.Hosting.Tests.Messaging;
using InfraAgent.TestBed;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace InfraAgent.Hosting.Tests.Database;

public sealed class MigrationTests
{
    [Fact]
    public async Task Migrations_make_the_schema_of_the_model_on_SQLite() =>
        Assert.Empty(await SchemaCheck.SqliteAsync(new MessagingTables(), new SampleModule()));

    [Requires(Part.PostgreSql)]
    public async Task Migrations_make_the_schema_of_the_model_on_PostgreSQL() =>
        Assert.Empty(await SchemaCheck.PostgresAsync(new MessagingTables(), new SampleModule()));

    [Fact]
    public async Task The_check_sees_what_a_migration_forgot() =>
        Assert.Contains(await SchemaCheck.SqliteAsync(new MessagingTables(), new ForgetfulModule()), line => line.Contains("forgotten", StringComparison.Ordinal));

    [Fact]
    public async Task Replicas_that_start_together_migrate_once_on_SQLite()
    {
        using var folder = new TempFolder();
        await StartTogetherAsync($"Data Source={folder.File("agent.db")}");
    }

    [Requires(Part.PostgreSql)]
    public async Task Replicas_that_start_together_migrate_once_on_PostgreSQL() =>
        await StartTogetherAsync(await (await PostgresServer.SharedAsync()).CreateDatabaseAsync("new_schema"));

    [Requires(Part.PostgreSql)]
    public async Task Services_with_schemas_of_their_own_share_a_database()
    {
        var database = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();
        await Task.WhenAll(new[] { "api", "executor", "drift" }.Select(async schema =>
        {
            await using var provider = Provider($"{database};Search Path={schema}");
            await provider.GetRequiredService<DatabaseMigration>().MigrateAsync(CancellationToken.None);
            await using var scope = provider.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<AgentDb>();
            db.Add(new Effect { DeploymentId = schema, Step = 1, At = DateTimeOffset.UtcNow });
            await db.SaveChangesAsync();
            Assert.Equal(schema, (await db.Set<Effect>().SingleAsync()).DeploymentId);
        }));
    }

    [Fact]
    public async Task A_process_that_was_killed_while_it_migrated_does_not_stop_the_next_one()
    {
        using var folder = new TempFolder();
        await using var provider = Provider($"Data Source={folder.File("agent.db")}");
        await using (var scope = provider.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<AgentDb>();
            // What EF Core leaves behind in that case.
            await db.Database.ExecuteSqlRawAsync("CREATE TABLE \"__EFMigrationsLock\" (\"Id\" INTEGER NOT NULL PRIMARY KEY, \"Timestamp\" TEXT NOT NULL); INSERT INTO \"__EFMigrationsLock\" VALUES (1, '2026-11-23')");
        }

        await provider.GetRequiredService<DatabaseMigration>().MigrateAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(60));

        await using var after = provider.CreateAsyncScope();
        Assert.Empty(await after.ServiceProvider.GetRequiredService<AgentDb>().Database.GetPendingMigrationsAsync());
    }

    static async Task StartTogetherAsync(string database)
    {
        var providers = Enumerable.Range(0, 5).Select(_ => Provider(database)).ToList();
        try
        {
            await Task.WhenAll(providers.Select(p => Task.Run(() => p.GetRequiredService<DatabaseMigration>().MigrateAsync(CancellationToken.None))));
            await using var scope = providers[0].CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<AgentDb>();
            Assert.Equal(2, (await db.Database.GetAppliedMigrationsAsync()).Count());
            Assert.Equal(0, await db.Set<RunState>().CountAsync());
        }
        finally
        {
            foreach (var provider in providers) await provider.DisposeAsync();
        }
    }

    internal static ServiceProvider Provider(string database) => new ServiceCollection()
        .AddLogging()
        .AddAgentDatabase(database)
        .AddDatabaseModule<MessagingTables>()
        .AddDatabaseModule<SampleModule>()
        .BuildServiceProvider();

    sealed class ForgetfulModule : IDatabaseModule
    {
        public string Name => "forgetful";

        public IEnumerable<System.Reflection.TypeInfo> Migrations => [];

        public void Configure(ModelBuilder model) => model.Entity<Effect>(e => e.ToTable("forgotten").HasKey(x => x.Id));
    }
}
