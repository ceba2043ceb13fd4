using System.Text;
using System.Text.Json.Nodes;
using System.Security.Cryptography;

namespace InfraAgent.EndToEnd.Tests;

/// <summary>An agent with API keys and a closed registry of environments.</summary>
public sealed class KeyedAgent : IAsyncLifetime
{
    readonly InfraAgent.TestBed.TempFolder folder = new();
    Agent? agent;

    public Agent Agent => agent!;

    /// <summary>Keys by the name of who holds them.</summary>
    public static IReadOnlyDictionary<string, string> Keys { get; } =
        new[] { "viewer", "operator", "approver", "admin" }.ToDictionary(name => name, name => $"{name}-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16))}");

    public async Task InitializeAsync()
    {
        if (Missing.Reason is not null)
            return;
        var keys = new StringBuilder("keys:\n");
        foreach (var (name, key) in Keys)
        {
            var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
            keys.Append($"  - name: {name}\n    hash: sha256:{hash}\n    roles: [{name}]\n    environments: [{(name == "admin" ? "\"*\"" : "dev")}]\n");
        }
        await File.WriteAllTextAsync(folder.File("keys.yaml"), keys.ToString());
        await File.WriteAllTextAsync(folder.File("environments.yaml"), "open: false\nenvironments:\n  dev:\n    approval_required: true\n  prod: {}\n");
        agent = await Agent.StartAsync(Way.Embedded, settings: new Dictionary<string, string>
        {
            ["Auth:ApiKeysFile"] = folder.File("keys.yaml"), ["Environments:File"] = folder.File("environments.yaml"),
        });
    }

    public async Task DisposeAsync()
    {
        if (agent is not null)
            await agent.DisposeAsync();
        folder.Dispose();
    }

    public async Task<Reply> AskAsync(string? who, HttpMethod method, string path, JsonNode? body = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (who is not null)
            request.Headers.Add("Authorization", "Bearer " + Keys.GetValueOrDefault(who, who));
        request.Headers.Add("Prefer", "wait=120");
        request.Content = body is null ? null : new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        using var answer = await Agent.Http.SendAsync(request);
        return await Reply.ReadAsync(answer);
    }
}

/// <summary>Who may do what, and where.</summary>
public sealed class AccessTests(KeyedAgent keyed) : IClassFixture<KeyedAgent>
{
    [WholeAgentFact]
    public async Task A_deployment_is_asked_for_by_an_operator_and_approved_by_an_approver()
    {
        const string Id = "four-eyes";
        Assert.Equal(401, (await keyed.AskAsync(null, HttpMethod.Post, "/generate", Requests.Local(Id))).Code);
        Assert.Equal(401, (await keyed.AskAsync("nobody-knows-this-key", HttpMethod.Post, "/generate", Requests.Local(Id))).Code);
        Assert.Equal(403, (await keyed.AskAsync("viewer", HttpMethod.Post, "/generate", Requests.Local(Id))).Code);
        var generated = await keyed.AskAsync("operator", HttpMethod.Post, "/generate", Requests.Local(Id));
        Assert.True(generated.Code == 200, generated.Text);

        var waits = await keyed.AskAsync("operator", HttpMethod.Post, "/deploy", Requests.Of(Id));
        Assert.True(waits.Code == 200 && waits.Word("status") == "awaiting_approval", waits.Text);
        Assert.Contains(waits.Body!["actions"]!.AsArray(), a => a!["name"]!.GetValue<string>() == "approve");
        var plan = (await keyed.AskAsync("viewer", HttpMethod.Get, $"/deployments/{Id}/plan")).Body!;
        JsonObject Decision(string digest) => new() { ["plan_digest"] = digest };
        var digest = plan["plan_digest"]!.GetValue<string>();
        Assert.Equal(403, (await keyed.AskAsync("operator", HttpMethod.Post, $"/deployments/{Id}/approve", Decision(digest))).Code);
        var stale = await keyed.AskAsync("approver", HttpMethod.Post, $"/deployments/{Id}/approve", Decision("sha256:" + new string('0', 64)));
        Assert.Equal((412, digest), (stale.Code, stale.Word("plan_digest")));
        var approved = await keyed.AskAsync("approver", HttpMethod.Post, $"/deployments/{Id}/approve", Decision(digest));
        Assert.True(approved.Code == 200 && approved.Word("status") == "healthy", approved.Text);
        Assert.Equal("approver", approved.Body!["plan"]!["approved_by"]!["name"]!.GetValue<string>());
        Assert.Equal(409, (await keyed.AskAsync("approver", HttpMethod.Post, $"/deployments/{Id}/approve", Decision(digest))).Code);

        var audit = (await keyed.AskAsync("viewer", HttpMethod.Get, $"/deployments/{Id}/audit")).Body!["entries"]!.AsArray();
        Assert.Equal(["approver", "approver", "approver", "operator", "operator"], audit.Select(e => e!["actor"]!.GetValue<string>()));
    }

    [WholeAgentFact]
    public async Task A_key_reaches_only_its_environments_and_the_registry_only_its_own()
    {
        var prod = Requests.Local("in-prod");
        prod["environment"] = "prod";
        Assert.Equal(403, (await keyed.AskAsync("operator", HttpMethod.Post, "/generate", prod)).Code);
        Assert.Equal(200, (await keyed.AskAsync("admin", HttpMethod.Post, "/generate", prod)).Code);
        // What is there, but elsewhere, cannot be seen, used, or taken over by naming another environment.
        Assert.Equal(404, (await keyed.AskAsync("operator", HttpMethod.Get, "/status/in-prod")).Code);
        Assert.Equal(404, (await keyed.AskAsync("operator", HttpMethod.Post, "/deploy", Requests.Of("in-prod"))).Code);
        foreach (var path in new[] { "/artifacts/in-prod/r1/main.tf", "/artifacts/in-prod/r1.tar.gz", "/logs/in-prod/generate.log", "/deployments/in-prod/state/versions" })
        {
            var hidden = await keyed.AskAsync("operator", HttpMethod.Get, path);
            Assert.Equal(404, hidden.Code);
            Assert.DoesNotContain("'prod'", hidden.Text, StringComparison.Ordinal);
        }
        var taken = await keyed.AskAsync("operator", HttpMethod.Post, "/generate", Requests.Local("in-prod"));
        Assert.Equal(403, taken.Code);
        Assert.DoesNotContain("prod'", taken.Text.Replace("in-prod", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("in-prod", (await keyed.AskAsync("operator", HttpMethod.Get, "/deployments")).Text, StringComparison.Ordinal);
        Assert.Contains("in-prod", (await keyed.AskAsync("admin", HttpMethod.Get, "/deployments")).Text, StringComparison.Ordinal);

        var unknown = Requests.Local("nowhere");
        unknown["environment"] = "mars";
        var refused = await keyed.AskAsync("admin", HttpMethod.Post, "/generate", unknown);
        Assert.Equal((422, "REQ022", "/environment"), (refused.Code, refused.Body!["errors"]![0]!["rule_id"]!.GetValue<string>(), refused.Body["errors"]![0]!["pointer"]!.GetValue<string>()));
        Assert.Equal(404, (await keyed.AskAsync("admin", HttpMethod.Get, "/status/nowhere")).Code);
    }

    [WholeAgentFact]
    public async Task The_description_of_the_API_is_open_to_everybody_and_names_what_bodies_must_have()
    {
        var described = await keyed.AskAsync(null, HttpMethod.Get, "/openapi/v1.json");
        Assert.Equal(200, described.Code);
        var paths = described.Body!["paths"]!.AsObject();
        foreach (var path in new[] { "/generate", "/deploy", "/drift-scan", "/status/{deploymentId}", "/deployments", "/deployments/{deploymentId}/approve", "/deployments/{deploymentId}/events" })
            Assert.True(paths.ContainsKey(path), path);
        Assert.DoesNotContain(paths, p => p.Key.StartsWith("/terraform-state", StringComparison.Ordinal));
        Assert.Equal(200, (await keyed.AskAsync(null, HttpMethod.Get, "/healthz/ready")).Code);
        Assert.Equal(200, (await keyed.AskAsync(null, HttpMethod.Get, "/metrics")).Code);
    }
}
