using System.Net;
using System.Net.Http.Headers;
using InfraAgent.Api.Tests.TerraformState;
using InfraAgent.Hosting.Configuration;
using InfraAgent.Hosting.Security;

namespace InfraAgent.Api.Tests.Auth;

public sealed class ApiKeyTests : IAsyncLifetime
{
    static readonly string Viewer = ApiKeySecret.New();
    static readonly string Operator = ApiKeySecret.New();
    static readonly string Approver = ApiKeySecret.New();
    static readonly string Admin = ApiKeySecret.New();

    readonly string file = Path.Combine(Directory.CreateTempSubdirectory("infra-agent-").FullName, "keys.yaml");
    TestApi api = null!;

    public async Task InitializeAsync()
    {
        await File.WriteAllTextAsync(file, $"""
            keys:
              - name: watcher
                hash: {ApiKeySecret.Hash(Viewer)}
                roles: [viewer]
                environments: [dev]
              - name: ci
                hash: {ApiKeySecret.Hash(Operator)}
                roles: [operator]
                environments: [dev, staging]
              - name: lead@example.com
                hash: {ApiKeySecret.Hash(Approver)}
                roles: [approver]
                environments: ["*"]
              - name: root
                hash: {ApiKeySecret.Hash(Admin)}
                roles: [admin]
                environments: ["*"]
            """);
        api = await TestApi.StartAsync($"--Auth:ApiKeysFile={file}");
    }

    public async Task DisposeAsync()
    {
        await api.DisposeAsync();
        Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
    }

    [Fact]
    public async Task Each_role_may_do_its_part_and_a_refusal_says_what_is_missing()
    {
        foreach (var (key, view, operate, approve, undeclared) in new[]
        {
            (Viewer, true, false, false, false), (Operator, true, true, false, false), (Approver, true, false, true, false), (Admin, true, true, true, true),
        })
        {
            Assert.Equal(view, await IsAllowed(HttpMethod.Get, "/view/dev", key));
            Assert.Equal(operate, await IsAllowed(HttpMethod.Post, "/operate", key));
            Assert.Equal(approve, await IsAllowed(HttpMethod.Post, "/approve", key));
            Assert.Equal(undeclared, await IsAllowed(HttpMethod.Get, "/undeclared", key));
        }

        var refused = await (await SendAsync(HttpMethod.Post, "/approve", Operator)).Content.ReadAsStringAsync();
        Assert.Contains("urn:infra-agent:problem:forbidden", refused, StringComparison.Ordinal);
        Assert.Contains("'ci' has not the role 'approver'", refused, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_covers_its_environments_alone()
    {
        Assert.True(await IsAllowed(HttpMethod.Get, "/view/staging", Operator));
        Assert.False(await IsAllowed(HttpMethod.Get, "/view/prod", Operator));
        Assert.True(await IsAllowed(HttpMethod.Get, "/view/prod", Approver));
        foreach (var path in new[] { "/deployments/prod-1/state/versions", "/artifacts/prod-1/r1/main.tf", "/artifacts/prod-1/r1.tar.gz", "/logs/prod-1/x.log" })
        {
            // As if it were not there, and not a word about where it is.
            using var hidden = await SendAsync(HttpMethod.Get, path, Viewer);
            Assert.Equal((path, HttpStatusCode.NotFound), (path, hidden.StatusCode));
            Assert.DoesNotContain("'prod'", await hidden.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
        Assert.True(await IsAllowed(HttpMethod.Get, "/deployments/dev-1/state/versions", Viewer));

        var refused = await (await SendAsync(HttpMethod.Get, "/view/prod", Operator)).Content.ReadAsStringAsync();
        Assert.Contains("does not cover the environment 'prod'", refused, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_known_key_nothing_but_probes_and_metrics_answers()
    {
        using var http = api.Client();
        foreach (var path in new[] { "/view/dev", "/undeclared", "/artifacts/dev-1/r1/main.tf", "/logs/dev-1/x.log", "/deployments/dev-1/state/versions" })
        {
            var answer = await http.GetAsync(path);
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
            Assert.Equal("Bearer", Assert.Single(answer.Headers.WwwAuthenticate).Scheme);
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        }

        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/healthz/live")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/healthz/ready")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/metrics")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync("/nowhere")).StatusCode);

        foreach (var wrong in new[] { ApiKeySecret.New(), Viewer + "x", Viewer[..^1], ApiKeySecret.Hash(Viewer), " ", new string('x', 10_000) })
        {
            Assert.Equal(HttpStatusCode.Unauthorized, (await SendAsync(HttpMethod.Get, "/view/dev", wrong)).StatusCode);
        }
    }

    [Fact]
    public async Task Both_headers_are_understood()
    {
        using var http = api.Client();
        http.DefaultRequestHeaders.Add("X-Api-Key", Operator);
        Assert.Equal("ci", await http.GetStringAsync("/view/dev"));
    }

    [Fact]
    public async Task A_withdrawn_key_ends_and_a_broken_file_changes_nothing()
    {
        var clock = new Clock();
        await using var changing = await TestApi.StartAsync(clock, $"--Auth:ApiKeysFile={file}");
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(HttpMethod.Get, "/view/dev", Admin, changing)).StatusCode);

        await File.WriteAllTextAsync(file, $"keys: [{{name: ci, hash: \"{ApiKeySecret.Hash(Operator)}\", roles: [operator], environments: [dev]}}]");
        clock.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal(HttpStatusCode.Unauthorized, (await SendAsync(HttpMethod.Get, "/view/dev", Admin, changing)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(HttpMethod.Get, "/view/dev", Operator, changing)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await SendAsync(HttpMethod.Get, "/view/staging", Operator, changing)).StatusCode);

        await File.WriteAllTextAsync(file, "keys: [");
        clock.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(HttpMethod.Get, "/view/dev", Operator, changing)).StatusCode);
        File.Delete(file);
        clock.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(HttpMethod.Get, "/view/dev", Operator, changing)).StatusCode);
    }

    [Theory]
    [InlineData("keys: []", "line 1")]
    [InlineData("keys:\n  - name: ci", "line 2")]
    [InlineData("keys:\n  - {name: local, hash: HASH, roles: [viewer], environments: [dev]}", "line 2")]
    [InlineData("keys:\n  - {name: ci, hash: iak_plainkey, roles: [viewer], environments: [dev]}", "line 2")]
    [InlineData("keys:\n  - {name: ci, hash: HASH, roles: [boss], environments: [dev]}", "'boss'")]
    [InlineData("keys:\n  - {name: ci, hash: HASH, roles: [], environments: [dev]}", "line 2")]
    [InlineData("keys:\n  - {name: ci, hash: HASH, roles: [viewer], environments: [DEV]}", "line 2")]
    [InlineData("keys:\n  - {name: ci, hash: HASH, roles: [viewer], environments: [dev], rolls: 1}", "'rolls' is not known")]
    [InlineData("keys:\n  - {name: ci, hash: HASH, roles: [viewer], environments: [dev]}\n  - {name: ci, hash: HASH, roles: [viewer], environments: [dev]}", "line 3")]
    [InlineData("keys:\n  - {name: a, hash: HASH, roles: [viewer], environments: [dev]}\n  - {name: b, hash: HASH, roles: [viewer], environments: [dev]}", "share one key")]
    public async Task A_wrong_file_stops_the_start_with_its_line(string yaml, string expected)
    {
        await File.WriteAllTextAsync(file, yaml.Replace("HASH", ApiKeySecret.Hash("x"), StringComparison.Ordinal));
        var wrong = await Assert.ThrowsAsync<ConfigurationException>(() => TestApi.StartAsync($"--Auth:ApiKeysFile={file}"));
        Assert.Equal("Auth:ApiKeysFile", wrong.Problems[0].Key);
        Assert.Contains(expected, wrong.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("plainkey", wrong.Message, StringComparison.Ordinal);
    }

    async Task<bool> IsAllowed(HttpMethod method, string path, string key) => (await SendAsync(method, path, key)).StatusCode switch
    {
        HttpStatusCode.OK => true,
        HttpStatusCode.Forbidden => false,
        var other => throw new InvalidOperationException($"{path}: {other}"),
    };

    async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string key, TestApi? other = null)
    {
        using var http = (other ?? api).Client();
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return await http.SendAsync(request);
    }

    sealed class Clock : TimeProvider
    {
        long now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => now;

        public void Advance(TimeSpan by) => now += by.Ticks;
    }
}
