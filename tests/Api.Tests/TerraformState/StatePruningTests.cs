using InfraAgent.Api.TerraformState;
using InfraAgent.Hosting.Configuration;
using InfraAgent.Hosting.Database;
using InfraAgent.TestBed;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace InfraAgent.Api.Tests.TerraformState;

public sealed class StatePruningTests : IDisposable
{
    static readonly Guid Run = Guid.Parse("0190b7a2-0000-7000-8000-000000000001");
    static readonly StateRetention Ten = new() { KeepVersions = 10, KeepFor = TimeSpan.FromDays(30) };

    readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task What_is_past_count_and_age_goes_and_all_else_stays()
    {
        await using var provider = await StartAsync($"Data Source={folder.File("db")}", Ten);
        // More than a batch of old ones, an old stray among the newest, and young ones at the end.
        await AddAsync(provider, "busy", current: 140,
            [.. Enumerable.Range(1, 130).Select(n => (n, StateVersion.State, 40)), (131, StateVersion.Stray, 40), (132, StateVersion.Stray, 3), .. Enumerable.Range(133, 8).Select(n => (n, StateVersion.State, 3))]);
        // All young: however many there are.
        await AddAsync(provider, "young", current: 50, [.. Enumerable.Range(1, 50).Select(n => (n, StateVersion.State, 29))]);
        // All old, and few.
        await AddAsync(provider, "quiet", current: 10, [.. Enumerable.Range(1, 10).Select(n => (n, StateVersion.State, 400))]);

        Assert.Equal(128 + 1, await PruneAsync(provider));
        Assert.Equal([129, 130, 132, .. Enumerable.Range(133, 8)], await LeftAsync(provider, "busy"));
        Assert.Equal(Enumerable.Range(1, 50), await LeftAsync(provider, "young"));
        Assert.Equal(Enumerable.Range(1, 10), await LeftAsync(provider, "quiet"));
        Assert.Equal(0, await PruneAsync(provider));
    }

    [Fact]
    public async Task The_current_version_stays_whatever_came_after_it()
    {
        await using var provider = await StartAsync($"Data Source={folder.File("db")}", Ten with { KeepVersions = 1 });
        await AddAsync(provider, "stray-after", current: 1, [(1, StateVersion.State, 400), .. Enumerable.Range(2, 20).Select(n => (n, StateVersion.Stray, 300))]);
        await AddAsync(provider, "tampered", current: 1, [(1, StateVersion.State, 400), (2, StateVersion.State, 400), (3, StateVersion.State, 300)]);
        await AddAsync(provider, "deleted", current: null, [(1, StateVersion.State, 400), (2, StateVersion.Deleted, 399)]);

        await PruneAsync(provider);

        Assert.Equal([1], await LeftAsync(provider, "stray-after"));
        Assert.Equal([1, 3], await LeftAsync(provider, "tampered"));
        // A tombstone is a version too: it says when the state went.
        Assert.Equal([2], await LeftAsync(provider, "deleted"));
    }

    [Requires(Part.PostgreSql)]
    public async Task Replicas_that_prune_together_remove_each_version_once_and_do_not_fail()
    {
        var server = await PostgresServer.SharedAsync();
        var database = await server.CreateDatabaseAsync("api");
        await using var one = await StartAsync(database, Ten);
        await using var two = await StartAsync(database, Ten);
        foreach (var id in Enumerable.Range(0, 5).Select(n => $"d{n}"))
            await AddAsync(one, id, current: 200, [.. Enumerable.Range(1, 200).Select(n => (n, StateVersion.State, 40))]);

        var removed = await Task.WhenAll(PruneAsync(one), PruneAsync(two), PruneAsync(one), PruneAsync(two));

        Assert.Equal(5 * 190, removed.Sum());
        foreach (var id in Enumerable.Range(0, 5).Select(n => $"d{n}"))
            Assert.Equal(Enumerable.Range(191, 10), await LeftAsync(one, id));
    }

    [Fact]
    public async Task The_agent_prunes_and_serves_the_current_state_as_before()
    {
        await using var api = await TestApi.StartAsync("--State:KeepVersions=2", "--State:KeepFor=1ms");
        using var run = StateClient.For(api, "dev-app", Run, 1);
        await run.LockAsync("l1");
        foreach (var serial in Enumerable.Range(1, 5))
            (await run.PostAsync(StateClient.State(serial), "l1")).EnsureSuccessStatusCode();
        await Task.Delay(5);

        Assert.Equal(3, await api.Services.GetRequiredService<StatePruning>().PruneAsync(default));
        Assert.Equal(StateClient.State(5), await (await run.GetAsync()).Content.ReadAsStringAsync());
        (await run.PostAsync(StateClient.State(6), "l1")).EnsureSuccessStatusCode();
        Assert.Equal(StateClient.State(6), await (await run.GetAsync()).Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("0", "30d", "State:KeepVersions")]
    [InlineData("many", "30d", "State:KeepVersions")]
    [InlineData("100", "-1s", "State:KeepFor")]
    [InlineData("100", "a while", "State:KeepFor")]
    public void A_retention_that_cannot_be_is_refused_at_the_start_by_its_key(string versions, string age, string key)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["State:KeepVersions"] = versions, ["State:KeepFor"] = age }).Build();
        var wrong = Assert.Throws<ConfigurationException>(() => new ServiceCollection().AddTerraformState(configuration));
        Assert.Equal(key, Assert.Single(wrong.Problems).Key);
    }

    static async Task<ServiceProvider> StartAsync(string database, StateRetention retention)
    {
        var provider = new ServiceCollection()
            .AddLogging()
            .AddAgentDatabase(database)
            .AddDatabaseModule<TerraformStateTables>()
            .AddSingleton(retention)
            .AddSingleton(TimeProvider.System)
            .AddSingleton<StatePruning>()
            .BuildServiceProvider();
        await provider.GetRequiredService<DatabaseMigration>().MigrateAsync(default);
        return provider;
    }

    static Task<int> PruneAsync(ServiceProvider provider) => provider.GetRequiredService<StatePruning>().PruneAsync(default);

    static async Task AddAsync(ServiceProvider provider, string id, int? current, IReadOnlyList<(int Version, string Kind, int DaysOld)> versions)
    {
        await using var db = await provider.GetRequiredService<IDbContextFactory<AgentDb>>().CreateDbContextAsync();
        db.Add(new StateHead { DeploymentId = id, CurrentVersion = current, LastVersion = versions[^1].Version });
        db.AddRange(versions.Select(v => new StateVersion
        {
            DeploymentId = id, Version = v.Version, Kind = v.Kind, Digest = "", Size = 1, RunId = Run, Epoch = 1, Body = [1],
            At = DateTimeOffset.UtcNow.AddDays(-v.DaysOld),
        }));
        await db.SaveChangesAsync();
    }

    static async Task<List<int>> LeftAsync(ServiceProvider provider, string id)
    {
        await using var db = await provider.GetRequiredService<IDbContextFactory<AgentDb>>().CreateDbContextAsync();
        return await db.Set<StateVersion>().Where(x => x.DeploymentId == id).OrderBy(x => x.Version).Select(x => x.Version).ToListAsync();
    }
}
