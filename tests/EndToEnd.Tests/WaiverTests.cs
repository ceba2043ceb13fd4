using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using InfraAgent.TestBed;

namespace InfraAgent.EndToEnd.Tests;

/// <summary>An agent with a rule that its deployments break, and people with different keys.</summary>
public sealed class StrictAgent : IAsyncLifetime
{
    readonly TempFolder folder = new();
    Agent? agent;

    public Agent Agent => agent!;

    /// <summary>Who may deploy, who may deploy and approve, who may approve.</summary>
    static readonly IReadOnlyDictionary<string, string> Roles = new Dictionary<string, string> { ["deployer"] = "operator", ["lead"] = "operator, approver", ["boss"] = "approver" };

    public async Task InitializeAsync()
    {
        if (Missing.Reason is not null)
            return;
        var keys = new StringBuilder("keys:\n");
        foreach (var (name, roles) in Roles)
            keys.Append($"  - name: {name}\n    hash: sha256:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Key(name))))}\n    roles: [{roles}]\n    environments: [\"*\"]\n");
        await File.WriteAllTextAsync(folder.File("keys.yaml"), keys.ToString());
        await File.WriteAllTextAsync(folder.File("environments.yaml"), """
            environments:
              strict: { policy_profile: acme }
              careful: { policy_profile: acme-careful, approval_required: true }
            """);
        Directory.CreateDirectory(folder.File("policy"));
        await File.WriteAllTextAsync(folder.File("policy/acme.yaml"), """
            rules:
              - id: ACME001
                title: Settings say who answers for them
                phase: plan
                resource_types: [terraform_data]
                # Code leaves it out, and so cannot tell; the plan can.
                assert: { attribute: triggers_replace, operator: exists }
                remediation: Give the tag on_call.
            profiles:
              - name: acme
                title: What holds for all of ACME
                extends: baseline
                rules:
                  ACME001: { level: mandatory }
              - name: acme-careful
                title: For what two people must look at
                extends: acme
                approvals: { four_eyes: true, expire_after: 2h }
            waivers:
              - { rule_id: ACME001, resource: "*", reason: Not there yet., owner: platform, expires: 2999-12-31, environments: [careful] }
            """);
        agent = await Agent.StartAsync(Way.Embedded, settings: new Dictionary<string, string>
        {
            ["Auth:ApiKeysFile"] = folder.File("keys.yaml"), ["Environments:File"] = folder.File("environments.yaml"), ["Policy:Folders"] = folder.File("policy"),
        });
    }

    public async Task DisposeAsync()
    {
        if (agent is not null)
            await agent.DisposeAsync();
        folder.Dispose();
    }

    public async Task<Reply> AskAsync(string who, HttpMethod method, string path, JsonNode? body = null)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Add("X-Api-Key", Key(who));
        request.Headers.Add("Prefer", "wait=120");
        request.Content = body is null ? null : new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        using var answer = await Agent.Http.SendAsync(request);
        return await Reply.ReadAsync(answer);
    }

    static string Key(string name) => $"key-of-{name}-{new string('x', 32)}";
}

/// <summary>A rule that refuses, the waiver by which it does not, and the second person: with the real terraform, from request to audit log.</summary>
public sealed class WaiverTests(StrictAgent strict) : IClassFixture<StrictAgent>
{
    [WholeAgentFact]
    public async Task A_waiver_lets_what_is_mandatory_pass_for_an_approver_and_for_nobody_else()
    {
        const string Id = "waived";
        await GenerateAsync(Id, "strict");
        var refused = await DeployAsync("deployer", Id);
        Assert.Equal((422, "urn:infra-agent:problem:policy-violation"), (refused.Code, refused.Word("type")));
        Assert.Equal("module.config.terraform_data.settings", (string)refused.Body!["errors"]![0]!["resource"]!);

        var forbidden = await DeployAsync("deployer", Id, Waiver("module.config.*", "2999-12-31"));
        Assert.Equal((403, "REQ025", "/policy_waivers/0"), (forbidden.Code, (string)forbidden.Body!["errors"]![0]!["rule_id"]!, (string)forbidden.Body["errors"]![0]!["pointer"]!));

        foreach (var (waiver, told) in new[] { (Waiver("module.config.*", "2020-01-01"), "ended on 2020-01-02"), (Waiver("module.other.*", "2999-12-31"), "tag on_call") })
        {
            var powerless = await DeployAsync("lead", Id, waiver);
            Assert.Equal(422, powerless.Code);
            Assert.Contains(told, (string)powerless.Body!["errors"]![0]!["remediation"]!, StringComparison.Ordinal);
        }

        var deployed = await DeployAsync("lead", Id, Waiver("module.config.*", "2999-12-31"));
        Assert.True(deployed.Code == 200 && deployed.Word("status") == "healthy", deployed.Text);
        var finding = Assert.Single(deployed.Body!["findings"]!.AsArray(), f => (string)f!["rule_id"]! == "ACME001")!;
        Assert.Equal(("note", "error", "lead"), ((string)finding["severity"]!, (string)finding["waived_severity"]!, (string)finding["waiver"]!["given_by"]!["name"]!));
        var description = new JsonSchemaCheck((await strict.AskAsync("lead", HttpMethod.Get, "/openapi/v1.json")).Body!);
        Assert.Empty(description.Check(deployed.Body, description.ResponseSchema("post", "/deploy", "200", "application/json")));

        var report = (await strict.AskAsync("deployer", HttpMethod.Get, $"/deployments/{Id}/reports/plan")).Body!["runs"]![0]!["results"]!.AsArray();
        Assert.Equal("We have no rota yet.", (string)report.Single(r => (string)r!["ruleId"]! == "ACME001")!["suppressions"]![0]!["justification"]!);
        Assert.All(report, r => Assert.NotNull(r!["suppressions"]));
        var used = Assert.Single((await strict.AskAsync("deployer", HttpMethod.Get, $"/deployments/{Id}/audit")).Body!["entries"]!.AsArray(), e => (string)e!["command"]! == "waive")!;
        Assert.Equal(("lead", "used", (string)deployed.Body["run"]!["run_id"]!), ((string)used["actor"]!, (string)used["decision"]!, (string)used["run_id"]!));
    }

    [WholeAgentFact]
    public async Task Where_two_people_are_asked_for_who_deploys_does_not_approve()
    {
        const string Id = "two-people";
        await GenerateAsync(Id, "careful");
        var waiting = await DeployAsync("lead", Id);
        Assert.True(waiting.Word("status") == "awaiting_approval", waiting.Text);
        var plan = waiting.Body!["plan"]!;
        Assert.True((bool)plan["four_eyes"]!);
        Assert.InRange(DateTimeOffset.Parse((string)plan["approval_expires_at"]!, System.Globalization.CultureInfo.InvariantCulture), DateTimeOffset.UtcNow.AddMinutes(100), DateTimeOffset.UtcNow.AddMinutes(120));

        var decision = Requests.Decision(Id, (string)plan["digest"]!);
        var own = await strict.AskAsync("lead", HttpMethod.Post, $"/deployments/{Id}/approve", decision);
        Assert.Equal((403, "urn:infra-agent:problem:second-person-needed"), (own.Code, own.Word("type")));
        var approved = await strict.AskAsync("boss", HttpMethod.Post, $"/deployments/{Id}/approve", decision);
        Assert.True(approved.Code == 200 && approved.Word("status") == "healthy", approved.Text);
        // The operator's own waiver, from the file.
        var used = Assert.Single((await strict.AskAsync("boss", HttpMethod.Get, $"/deployments/{Id}/audit")).Body!["entries"]!.AsArray(), e => (string)e!["command"]! == "waive")!;
        Assert.Contains("acme.yaml, owner platform: Not there yet.", (string)used["detail"]!, StringComparison.Ordinal);
    }

    async Task GenerateAsync(string id, string environment)
    {
        var body = JsonNode.Parse($$"""
            {"deployment_id": "{{id}}", "environment": "{{environment}}", "runtime": "terraform", "template_spec": {"cloud": "local", "modules": [{"name": "config", "settings": {"a": "b"} } ] } }
            """);
        var generated = await strict.AskAsync("deployer", HttpMethod.Post, "/generate", body);
        Assert.True(generated.Code == 200, generated.Text);
    }

    Task<Reply> DeployAsync(string who, string id, JsonNode? waiver = null)
    {
        var body = Requests.Of(id);
        if (waiver is not null)
            body["policy_waivers"] = new JsonArray(waiver);
        return strict.AskAsync(who, HttpMethod.Post, "/deploy", body);
    }

    static JsonObject Waiver(string resource, string expires) => new()
    {
        ["rule_id"] = "ACME001", ["resource"] = resource, ["reason"] = "We have no rota yet.", ["owner"] = "team-shop", ["expires"] = expires,
    };
}
