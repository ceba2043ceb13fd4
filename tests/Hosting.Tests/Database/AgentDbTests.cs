using InfraAgent.Hosting.Database;
using InfraAgent.Hosting.Tests.Messaging;
using InfraAgent.TestBed;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace InfraAgent.Hosting.Tests.Database;

public sealed class AgentDbTests
{
    [Fact]
    public async Task Many_writers_of_one_SQLite_file_take_turns()
    {
        using var folder = new TempFolder();
        var database = $"Data Source={folder.File("agent.db")}";
        // Two hosts in one process: the gate belongs to the file.
        await using var one = MigrationTests.Provider(database);
        await using var two = MigrationTests.Provider(database);
        await one.GetRequiredService<DatabaseMigration>().MigrateAsync(CancellationToken.None);

        await Task.WhenAll(Enumerable.Range(0, 60).Select(i => Task.Run(async () =>
        {
            await using var scope = (i % 2 == 0 ? one : two).CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<AgentDb>();
            if (i % 3 == 0)
            {
                await db.WriteAsync(async () =>
                {
                    await using var transaction = await db.Database.BeginTransactionAsync();
                    var count = await db.Set<Effect>().CountAsync();
                    db.Add(new Effect { DeploymentId = "t", Step = count, At = DateTimeOffset.UtcNow });
                    await db.SaveChangesAsync();
                    await transaction.CommitAsync();
                    return 0;
                }, CancellationToken.None);
            }
            else
            {
                db.Add(new Effect { DeploymentId = "s", Step = i, At = DateTimeOffset.UtcNow });
                await db.SaveChangesAsync();
            }
        })));

        await using var after = one.CreateAsyncScope();
        Assert.Equal(60, await after.ServiceProvider.GetRequiredService<AgentDb>().Set<Effect>().CountAsync());
    }

    [Fact]
    public async Task A_SQLite_commit_is_on_the_disk_when_it_returns()
    {
        using var folder = new TempFolder();
        await using var provider = MigrationTests.Provider($"Data Source={folder.File("agent.db")}");
        await provider.GetRequiredService<DatabaseMigration>().MigrateAsync(CancellationToken.None);
        await using var scope = provider.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AgentDb>();

        Assert.Equal("wal", (await db.Database.SqlQueryRaw<string>("SELECT journal_mode AS \"Value\" FROM pragma_journal_mode").ToListAsync()).Single());
        Assert.Equal(2, (await db.Database.SqlQueryRaw<int>("SELECT synchronous AS \"Value\" FROM pragma_synchronous").ToListAsync()).Single());
    }

    [Fact]
    public async Task Instants_are_compared_by_the_database()
    {
        using var folder = new TempFolder();
        await using var provider = MigrationTests.Provider($"Data Source={folder.File("agent.db")}");
        await provider.GetRequiredService<DatabaseMigration>().MigrateAsync(CancellationToken.None);
        await using var scope = provider.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AgentDb>();
        var noon = new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
        db.AddRange(
            new Effect { DeploymentId = "later, though its text sorts first", At = noon.AddMinutes(1).ToOffset(TimeSpan.FromHours(-5)) },
            new Effect { DeploymentId = "earlier", At = noon.ToOffset(TimeSpan.FromHours(9)) });
        await db.SaveChangesAsync();

        var ordered = await db.Set<Effect>().Where(x => x.At >= noon).OrderBy(x => x.At).Select(x => x.DeploymentId).ToListAsync();

        Assert.Equal(["earlier", "later, though its text sorts first"], ordered);
    }

    [Requires(Part.PostgreSql)]
    public async Task The_clock_is_the_databases()
    {
        await using var provider = MigrationTests.Provider(await (await PostgresServer.SharedAsync()).CreateDatabaseAsync("clock"));
        await provider.GetRequiredService<DatabaseMigration>().MigrateAsync(CancellationToken.None);
        await using var scope = provider.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AgentDb>();

        var before = await DatabaseClock.NowMs(db);
#pragma warning disable EF1002 // The clock's own expression.
        var inSql = (await db.Database.SqlQueryRaw<long>($"SELECT {db.Clock.Sql} AS \"Value\"").ToListAsync()).Single();
#pragma warning restore EF1002
        var after = await DatabaseClock.NowMs(db);

        Assert.InRange(inSql, before, after);
    }

    [Theory]
    [InlineData("", "names no database")]
    [InlineData("Database=agent", "names no database")]
    [InlineData("Data Source=:memory:", "name a file")]
    [InlineData("Data Source=a.db;Mode=Memory", "name a file")]
    [InlineData("Host=h;Search Path=My-Schema", "schema name")]
    [InlineData("Host=h;Port=none", "ConnectionStrings:Database")]
    [InlineData("Data Source=a.db;Colour=red", "ConnectionStrings:Database")]
    [InlineData("=;=", "ConnectionStrings:Database")]
    public void A_connection_string_that_cannot_work_is_refused_by_name(string given, string expected)
    {
        var refused = Assert.Throws<ArgumentException>(() => DatabaseSettings.Parse(given));

        Assert.Contains("ConnectionStrings:Database", refused.Message, StringComparison.Ordinal);
        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
    }
}
