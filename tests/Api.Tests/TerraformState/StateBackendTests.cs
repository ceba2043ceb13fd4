using System.Net;
using System.Text;
using System.Text.Json;
using InfraAgent.Api.TerraformState;
using InfraAgent.Hosting.Database;
using InfraAgent.Hosting.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace InfraAgent.Api.Tests.TerraformState;

public sealed class StateBackendTests : IAsyncLifetime
{
    const string Id = "dev-app";
    static readonly Guid First = Guid.Parse("0190b7a2-0000-7000-8000-000000000001");
    static readonly Guid Later = Guid.Parse("0190b7a3-0000-7000-8000-000000000001");

    TestApi api = null!;

    public async Task InitializeAsync() => api = await TestApi.StartAsync();

    public async Task DisposeAsync() => await api.DisposeAsync();

    [Fact]
    public async Task A_state_is_locked_written_read_unlocked_and_its_versions_are_kept()
    {
        using var run = StateClient.For(api, Id, First, 1);
        Assert.Equal(HttpStatusCode.NotFound, (await run.GetAsync()).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await run.LockAsync("l1")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await run.PostAsync(StateClient.State(1), "l1")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await run.PostAsync(StateClient.State(2, "ü€𝟙"), "l1")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await run.UnlockAsync("l1")).StatusCode);

        var read = await run.GetAsync();
        var text = await read.Content.ReadAsStringAsync();
        Assert.Equal(StateClient.State(2, "ü€𝟙"), text);
        Assert.Equal(StateClient.Checksum(text), read.Content.Headers.GetValues("Content-MD5").Single());

        var versions = await VersionsAsync();
        Assert.Equal(2, versions.GetProperty("current_version").GetInt32());
        Assert.Equal([(2, "state", 2), (1, "state", 1)], Rows(versions));
    }

    [Fact]
    public async Task A_second_locker_gets_the_holders_lock_info()
    {
        using var holder = StateClient.For(api, Id, First, 1);
        using var other = StateClient.For(api, Id, Later, 1);
        await holder.LockAsync("l1");

        var refused = await other.LockAsync("l2");
        Assert.Equal(HttpStatusCode.Locked, refused.StatusCode);
        var info = JsonDocument.Parse(await refused.Content.ReadAsStringAsync()).RootElement;
        Assert.Equal("l1", info.GetProperty("ID").GetString());
        Assert.Equal("me@host", info.GetProperty("Who").GetString());
    }

    [Fact]
    public async Task A_lock_and_a_write_that_are_sent_again_are_answered_as_before()
    {
        using var run = StateClient.For(api, Id, First, 1);
        Assert.Equal(HttpStatusCode.OK, (await run.LockAsync("l1")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await run.LockAsync("l1")).StatusCode);
        Assert.Equal(HttpStatusCode.Locked, (await run.LockAsync("l2")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await run.PostAsync(StateClient.State(1), "l1")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await run.PostAsync(StateClient.State(1), "l1")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await run.UnlockAsync("l1")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await run.UnlockAsync("l1")).StatusCode);
        Assert.Equal([(1, "state", 1)], Rows(await VersionsAsync()));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("another")]
    public async Task A_write_without_the_current_lock_is_kept_as_a_stray(string? lockId)
    {
        using var run = StateClient.For(api, Id, First, 1);
        await run.LockAsync("l1");
        await run.PostAsync(StateClient.State(1), "l1");

        Assert.Equal(HttpStatusCode.Conflict, (await run.PostAsync(StateClient.State(2), lockId)).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await run.PostAsync(StateClient.State(2), lockId)).StatusCode); // once is enough
        Assert.Equal([(2, "stray", 2), (1, "state", 1)], Rows(await VersionsAsync()));
        Assert.Equal(StateClient.State(1), await (await run.GetAsync()).Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Another_run_that_learned_the_lock_id_can_neither_write_nor_unlock_with_it()
    {
        using var holder = StateClient.For(api, Id, First, 1);
        using var other = StateClient.For(api, Id, Later, 1);
        await holder.LockAsync("l1");

        Assert.Equal(HttpStatusCode.Conflict, (await other.PostAsync(StateClient.State(1), "l1")).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await other.UnlockAsync("l1")).StatusCode);
        Assert.Equal(HttpStatusCode.Locked, (await other.LockAsync("l1")).StatusCode);
    }

    [Fact]
    public async Task The_next_epoch_of_a_run_takes_its_lock_over_and_the_superseded_one_is_kept_out()
    {
        using var before = StateClient.For(api, Id, First, 1);
        using var after = StateClient.For(api, Id, First, 2);
        await before.LockAsync("l1");
        await before.PostAsync(StateClient.State(1), "l1");

        Assert.Equal(HttpStatusCode.OK, (await after.LockAsync("l2")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await after.PostAsync(StateClient.State(2), "l2")).StatusCode);

        Assert.Equal(HttpStatusCode.Conflict, (await before.PostAsync(StateClient.State(2, "stale"), "l1")).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await before.PostAsync(StateClient.State(3, "stale"), "l2")).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await before.GetAsync()).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await before.UnlockAsync("l1")).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await before.DeleteAsync()).StatusCode);
        var locked = await before.LockAsync("l3");
        Assert.Equal(HttpStatusCode.Conflict, locked.StatusCode);
        Assert.Contains("superseded", JsonDocument.Parse(await locked.Content.ReadAsStringAsync()).RootElement.GetProperty("Info").GetString(), StringComparison.Ordinal);

        Assert.Equal(StateClient.State(2), await (await after.GetAsync()).Content.ReadAsStringAsync());
        Assert.Equal([(4, "stray", 3), (3, "stray", 2), (2, "state", 2), (1, "state", 1)], Rows(await VersionsAsync()));
    }

    [Fact]
    public async Task A_later_run_takes_over_only_when_the_saga_has_begun_it()
    {
        using var before = StateClient.For(api, Id, First, 3);
        using var after = StateClient.For(api, Id, Later, 1);
        await before.LockAsync("l1");
        Assert.Equal(HttpStatusCode.Locked, (await after.LockAsync("l2")).StatusCode);

        await BeginAsync(Later, 1);
        Assert.Equal(HttpStatusCode.OK, (await after.LockAsync("l2")).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await before.PostAsync(StateClient.State(1), "l1")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await after.PostAsync(StateClient.State(1), "l2")).StatusCode);
    }

    [Fact]
    public async Task A_run_whose_turn_is_over_stays_out_whatever_its_id_says_about_time()
    {
        await BeginAsync(Later, 1);
        await BeginAsync(First, 1); // made by a replica whose clock is behind
        using var before = StateClient.For(api, Id, Later, 9);
        using var now = StateClient.For(api, Id, First, 1);

        Assert.Equal(HttpStatusCode.Conflict, (await before.LockAsync("l1")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await now.LockAsync("l2")).StatusCode);
        await BeginAsync(Later, 10); // a command that comes late
        Assert.Equal(HttpStatusCode.OK, (await now.PostAsync(StateClient.State(1), "l2")).StatusCode);
    }

    [Fact]
    public async Task An_older_run_that_was_never_seen_is_not_taken_for_a_new_one()
    {
        using var now = StateClient.For(api, Id, Later, 1);
        using var older = StateClient.For(api, Id, First, 1);
        await now.LockAsync("l1");
        await now.UnlockAsync("l1");

        Assert.Equal(HttpStatusCode.Conflict, (await older.LockAsync("l2")).StatusCode);
    }

    [Fact]
    public async Task Beginning_again_changes_nothing()
    {
        await BeginAsync(First, 2);
        await BeginAsync(First, 2);
        await BeginAsync(First, 1);
        using var run = StateClient.For(api, Id, First, 1);
        Assert.Equal(HttpStatusCode.Conflict, (await run.LockAsync("l1")).StatusCode);
    }

    [Fact]
    public async Task A_deletion_leaves_a_tombstone_and_the_versions_before_it()
    {
        using var run = StateClient.For(api, Id, First, 1);
        using var other = StateClient.For(api, Id, Later, 1);
        await run.LockAsync("l1");
        await run.PostAsync(StateClient.State(1), "l1");
        Assert.Equal(HttpStatusCode.Conflict, (await other.DeleteAsync()).StatusCode);

        using var next = StateClient.For(api, "dev-b", First, 1);
        await next.LockAsync("l1");
        await next.PostAsync(StateClient.State(1), "l1");
        Assert.Equal(HttpStatusCode.OK, (await next.DeleteAsync()).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await next.DeleteAsync()).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await next.GetAsync()).StatusCode);
        Assert.Equal([(2, "deleted", 0), (1, "state", 1)], Rows(await VersionsAsync("dev-b")));
        Assert.Equal(HttpStatusCode.OK, (await next.PostAsync(StateClient.State(1), "l1")).StatusCode);
    }

    [Fact]
    public async Task A_token_opens_its_own_deployment_in_its_own_way_alone()
    {
        using var run = StateClient.For(api, Id, First, 1);
        await run.LockAsync("l1");
        await run.PostAsync(StateClient.State(1), "l1");
        var good = StateToken.Issue(api.Box, First, Id, 1);
        var read = StateToken.IssueForReading(api.Box, Later, Id, DateTimeOffset.UtcNow);

        foreach (var (password, user) in new[]
        {
            (good[..^1] + (good[^1] == 'A' ? 'Q' : 'A'), "run"), (good.Replace(".1.w.", ".2.w.", StringComparison.Ordinal), "run"),
            (read.Replace(".r.", ".w.", StringComparison.Ordinal), "run"), ("", "run"), ("v1.....", "run"), (good + ".x", "run"),
            (StateToken.Issue(api.Box, First, "dev-other", 1), "run"), (new string('.', 5000), "run"),
            (StateToken.IssueForReading(api.Box, Later, Id, DateTimeOffset.UtcNow.AddDays(-2)), "run"), (good, "root"),
        })
        {
            using var forged = new StateClient(api, Id, password, user);
            Assert.True((await forged.GetAsync()).StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized, password);
            Assert.True((await forged.LockAsync("l2")).StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized);
        }

        using var anonymous = api.Client();
        Assert.Equal(HttpStatusCode.Unauthorized, (await anonymous.GetAsync($"/terraform-state/{Id}")).StatusCode);

        using var reader = new StateClient(api, Id, read);
        Assert.Equal(HttpStatusCode.OK, (await reader.GetAsync()).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await reader.LockAsync("l2")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await reader.PostAsync(StateClient.State(2), "l1")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await reader.DeleteAsync()).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await run.PostAsync(StateClient.State(2), "l1")).StatusCode); // a scan is no new turn
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{\"version\":4,\"serial\":1}")]
    [InlineData("{\"version\":4,\"serial\":\"1\",\"lineage\":\"x\"}")]
    [InlineData("{\"version\":4,\"serial\":1,\"lineage\":\"x\"")]
    [InlineData("{\"version\":4,\"serial\":1,\"lineage\":\"x\"}{}")]
    public async Task What_is_no_state_is_refused(string body)
    {
        using var run = StateClient.For(api, Id, First, 1);
        await run.LockAsync("l1");

        Assert.Equal(HttpStatusCode.BadRequest, (await run.PostAsync(body, "l1")).StatusCode);
        Assert.Empty(Rows(await VersionsAsync()));
    }

    [Fact]
    public async Task A_body_damaged_on_its_way_is_refused()
    {
        using var run = StateClient.For(api, Id, First, 1);
        await run.LockAsync("l1");

        Assert.Equal(HttpStatusCode.BadRequest, (await run.PostAsync(StateClient.State(1), "l1", StateClient.Checksum(StateClient.State(2)))).StatusCode);
        Assert.Empty(Rows(await VersionsAsync()));
    }

    [Fact]
    public async Task A_state_may_have_64_MiB_and_no_more()
    {
        using var run = StateClient.For(api, Id, First, 1);
        await run.LockAsync("l1");
        var most = 64 * 1024 * 1024;
        var large = StateClient.State(1, new string('x', most - StateClient.State(1, "").Length));

        Assert.Equal(most, Encoding.UTF8.GetByteCount(large));
        Assert.Equal(HttpStatusCode.OK, (await run.PostAsync(large, "l1")).StatusCode);
        Assert.Equal(most, (await (await run.GetAsync()).Content.ReadAsByteArrayAsync()).Length);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await run.PostAsync(large + " ", "l1")).StatusCode);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"ID\":7}")]
    [InlineData("{\"ID\":\"\"}")]
    [InlineData("nonsense")]
    [InlineData("")]
    public async Task A_lock_without_an_id_is_refused(string info)
    {
        using var run = StateClient.For(api, Id, First, 1);
        Assert.Equal(HttpStatusCode.BadRequest, (await run.SendAsync("LOCK", $"/terraform-state/{Id}", info)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await run.SendAsync("UNLOCK", $"/terraform-state/{Id}", info)).StatusCode);
    }

    [Fact]
    public async Task Of_many_lockers_exactly_one_wins_each_time()
    {
        var clients = Enumerable.Range(0, 12).Select(_ => StateClient.For(api, Id, First, 1)).ToList();
        for (var round = 0; round < 5; round++)
        {
            var answers = await Task.WhenAll(clients.Select((x, i) => x.LockAsync($"l{round}-{i}")));
            var winner = Assert.Single(answers.Index(), x => x.Item.StatusCode == HttpStatusCode.OK).Index;
            Assert.All(answers.Where((_, i) => i != winner), x => Assert.Equal(HttpStatusCode.Locked, x.StatusCode));
            Assert.Equal(HttpStatusCode.OK, (await clients[winner].UnlockAsync($"l{round}-{winner}")).StatusCode);
        }

        clients.ForEach(x => x.Dispose());
    }

    [Fact]
    public async Task No_secret_of_a_state_is_in_the_database_in_clear()
    {
        using var run = StateClient.For(api, Id, First, 1);
        await run.LockAsync("l1");
        await run.PostAsync(StateClient.State(1, "hunter2-hunter2"), "l1");

        await using var scope = api.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AgentDb>();
        var version = await db.Set<StateVersion>().AsNoTracking().SingleAsync();
        Assert.DoesNotContain("hunter2", Encoding.Latin1.GetString(version.Body!), StringComparison.Ordinal);
        Assert.True(version.Body![0] == 1, "a box of the key ring");
        foreach (var file in Directory.GetFiles(api.Folder, "infra-agent.db*"))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(stream, Encoding.Latin1);
            Assert.DoesNotContain("hunter2", await reader.ReadToEndAsync(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_state_whose_key_is_gone_is_told_and_not_tried_again_for_minutes()
    {
        using (var run = StateClient.For(api, Id, First, 1))
        {
            await run.LockAsync("l1");
            await run.PostAsync(StateClient.State(1), "l1");
        }

        await api.StopAsync();
        File.Delete(Path.Combine(api.Folder, "keys"));
        await api.StartAsync();

        using var after = StateClient.For(api, Id, First, 2);
        var answer = await after.GetAsync();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains("urn:infra-agent:problem:state-unreadable", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_list_of_versions_is_paged()
    {
        using var run = StateClient.For(api, Id, First, 1);
        using var http = api.Client();
        await run.LockAsync("l1");
        for (var serial = 1; serial <= 5; serial++)
        {
            await run.PostAsync(StateClient.State(serial), "l1");
        }

        var seen = new List<int>();
        for (var next = $"/deployments/{Id}/state/versions?limit=2"; next is not null;)
        {
            var page = JsonDocument.Parse(await http.GetStringAsync(next)).RootElement;
            seen.AddRange(Rows(page).Select(x => x.Version));
            next = page.TryGetProperty("next", out var link) ? link.GetString() : null;
        }

        Assert.Equal([5, 4, 3, 2, 1], seen);
        Assert.Equal(HttpStatusCode.BadRequest, (await http.GetAsync($"/deployments/{Id}/state/versions?limit=1000")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync("/deployments/none/state/versions")).StatusCode);
    }

    async Task BeginAsync(Guid run, long epoch)
    {
        await using var scope = api.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AgentDb>();
        await StateEpochs.BeginAsync(db, Id, run, epoch, default);
        await db.SaveChangesAsync();
    }

    async Task<JsonElement> VersionsAsync(string id = Id)
    {
        using var http = api.Client();
        return JsonDocument.Parse(await http.GetStringAsync($"/deployments/{id}/state/versions")).RootElement;
    }

    static List<(int Version, string Kind, int Serial)> Rows(JsonElement list) => [.. list.GetProperty("versions").EnumerateArray().Select(x =>
        (x.GetProperty("version").GetInt32(), x.GetProperty("kind").GetString()!, x.TryGetProperty("serial", out var serial) ? serial.GetInt32() : 0))];
}
