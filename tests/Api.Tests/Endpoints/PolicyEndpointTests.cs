using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using InfraAgent.Api.Tests.Deployments;

namespace InfraAgent.Api.Tests.Endpoints;

/// <summary>Rules describe themselves, and judge what nobody deploys.</summary>
public sealed class PolicyEndpointTests(SagaBed bed) : IClassFixture<SagaBed>
{
    const string Privileged = "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: shop\nspec:\n  template:\n    spec:\n      containers:\n        - name: shop\n          image: shop:1\n          securityContext: { privileged: true }\n";

    const string Plan = """
        {"format_version": "1.2", "resource_changes": [{"address": "aws_db_instance.x", "type": "aws_db_instance", "mode": "managed", "provider_name": "registry.terraform.io/hashicorp/aws",
          "change": {"actions": ["create"], "before": null, "after": {"storage_encrypted": false, "password": "hunter22hunter22"}, "after_unknown": {"id": true}, "before_sensitive": false, "after_sensitive": {"password": true}}}]}
        """;

    const string Twins = """{"resource_changes": [{"address": "aws_vpc.a", "type": "aws_vpc", "change": {"actions": ["delete"]}}, {"address": "aws_vpc.a", "type": "aws_vpc", "change": {"actions": ["no-op"]}}]}""";

    async Task<(HttpStatusCode Status, JsonNode Body)> Check(string query, string body, string type, string? accept = null)
    {
        using var http = bed.Client();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/policy/check?{query}") { Content = new StringContent(body, Encoding.UTF8, type) };
        if (accept is not null) request.Headers.Accept.Add(MediaTypeWithQualityHeaderValue.Parse(accept));
        using var answer = await http.SendAsync(request);
        return (answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!);
    }

    static string[] Rules(JsonNode verdict) => [.. verdict["findings"]!.AsArray().Select(f => (string)f!["rule_id"]!).Distinct().Order(StringComparer.Ordinal)];

    [Fact]
    public async Task Profiles_and_rules_document_themselves()
    {
        using var http = bed.Client();

        var list = (await http.GetFromJsonAsync<JsonObject>("/policy/profiles"))!;
        Assert.Empty(list["unusable"]!.AsArray());
        Assert.Empty(list["problems"]!.AsArray());
        var profiles = list["profiles"]!.AsArray().ToDictionary(p => (string)p!["name"]!, p => p!);
        Assert.Equal("baseline", (string)profiles["production-guardrails"]["extends"]!);
        var levels = profiles["production-guardrails"]["rules"]!.AsArray().Single(r => (string)r!["id"]! == "POL101")!;
        Assert.Equal(("advisory", "mandatory"), ((string)levels["level"]!, (string)levels["environments"]!["prod"]!));

        Assert.Equal(("24h", false), ((string)profiles["production-guardrails"]["approvals"]!["expire_after"]!, (bool)profiles["production-guardrails"]["approvals"]!["four_eyes"]!));
        Assert.Null(levels["unknown"]);
        Assert.Equal(["aws"], profiles["cis-aws"]["clouds"]!.AsArray().Select(c => (string)c!));
        Assert.Equal(["terraform"], profiles["cis-aws"]["runtimes"]!.AsArray().Select(r => (string)r!));
        Assert.Equal("advisory", (string)profiles["cis-aws"]["rules"]!.AsArray().Single(r => (string)r!["id"]! == "SEC1401")!["unknown"]!);

        var listed = (await http.GetFromJsonAsync<JsonObject>("/policy/rules"))!["rules"]!.AsArray().Single(r => (string)r!["id"]! == "SEC1201")!;
        var rule = (await http.GetFromJsonAsync<JsonObject>((string)listed["href"]!))!;
        Assert.Equal(("high", "plan"), ((string)rule["severity"]!, (string)rule["phase"]!));
        Assert.Contains("aws_db_instance", rule["resource_types"]!.AsArray().Select(t => (string)t!));
        Assert.Equal("mandatory", (string)rule["profiles"]!["cis-aws"]!);

        using var missing = await http.GetAsync("/policy/rules/SEC1200");
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
        Assert.Contains("Did you mean SEC1", await missing.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plan_is_judged_and_its_secrets_are_never_shown()
    {
        var (status, verdict) = await Check("environment=dev&profile=cis-aws", Plan, "application/json");

        Assert.Equal((HttpStatusCode.OK, "fail", true), (status, (string)verdict["verdict"]!, (bool)verdict["refused"]!));
        Assert.Contains("SEC1201", Rules(verdict));
        Assert.DoesNotContain("hunter22", verdict.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Manifests_are_judged_by_the_runtime_that_they_are_for_and_told_as_SARIF_on_request()
    {
        var (_, verdict) = await Check("environment=dev&profile=kubernetes-restricted&runtime=kubernetes", Privileged, "application/yaml");
        var (_, sarif) = await Check("environment=dev&profile=kubernetes-restricted&runtime=kubernetes", Privileged, "application/yaml", "application/sarif+json");

        Assert.Equal("fail", (string)verdict["verdict"]!);
        Assert.Contains("SEC4001", Rules(verdict));
        Assert.Equal("2.1.0", (string)sarif["version"]!);
        Assert.Contains(sarif["runs"]![0]!["results"]!.AsArray(), r => (string)r!["ruleId"]! == "SEC4001");
    }

    [Fact]
    public async Task A_request_is_judged_before_anything_is_made_of_it()
    {
        const string request = """{"deployment_id":"d-1","environment":"prod","runtime":"kubernetes","policy_profile":"production-guardrails","template_spec":{"cloud":"kubernetes","services":[{"name":"web","image":"web:latest"}]},"parameters":{}}""";

        var (_, verdict) = await Check("environment=prod", request, "application/json");

        Assert.Equal(("fail", "production-guardrails"), ((string)verdict["verdict"]!, (string)verdict["profile"]!));
        Assert.Contains(verdict["findings"]!.AsArray(), f => (string)f!["rule_id"]! == "POL101" && (string)f["pointer"]! == "/template_spec/services/0/image");
        // Nothing was rendered, and nothing is said of what would be.
        Assert.DoesNotContain(Rules(verdict), r => r.StartsWith("SEC", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", Plan, "application/json", HttpStatusCode.BadRequest, "'?environment=' is missing")]
    [InlineData("environment=dev", Privileged, "application/yaml", HttpStatusCode.BadRequest, "docker-compose, helm, kubernetes")]
    [InlineData("environment=dev", """{"template_spec":{},"environment":1}""", "application/json", HttpStatusCode.UnprocessableEntity, "REQ002")]
    [InlineData("environment=dev", "no plan", "application/json", HttpStatusCode.OK, "POL003")]
    [InlineData("environment=dev", Twins, "application/json", HttpStatusCode.OK, "two changes have the address 'aws_vpc.a'")]
    [InlineData("environment=dev", """{"resource_changes": [{"address": "aws_vpc.a", "type": "aws_vpc", "change": {"actions": ["create"], "after": [1]}}]}""", "application/json", HttpStatusCode.OK, "its 'after' is no object")]
    [InlineData("environment=dev", """{"resource_changes": [{"address": "aws_vpc.a", "type": "aws_vpc", "change": {"actions": ["delete", "create"]}}]}""", "application/json", HttpStatusCode.OK, "'aws_vpc.a' is made or changed")]
    [InlineData("environment=dev", "[]", "application/json", HttpStatusCode.OK, "POL003")]
    [InlineData("environment=dev&runtime=kubernetes", "a: [", "application/yaml", HttpStatusCode.OK, "This cannot be read")]
    [InlineData("environment=dev&runtime=kubernetes", "# nothing\n---\n", "application/yaml", HttpStatusCode.OK, "nothing in it that kubernetes would make")]
    [InlineData("environment=dev&profile=kubernetes-restricted", "{}", "application/json", HttpStatusCode.OK, "POL013")]
    [InlineData("environment=dev&profile=none", "{}", "application/json", HttpStatusCode.OK, "POL001")]
    public async Task What_cannot_be_judged_is_refused_or_fails_and_says_why(string query, string body, string type, HttpStatusCode status, string why)
    {
        var (answered, answer) = await Check(query, body, type);

        Assert.Equal(status, answered);
        Assert.Contains(why, answer.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }), StringComparison.Ordinal);
        if (status == HttpStatusCode.OK) Assert.Equal("fail", (string)answer["verdict"]!);
    }

    [Fact]
    public async Task Waivers_are_judged_with_whatever_is_sent()
    {
        const string waiver = """[{"rule_id":"SEC1201","resource":"aws_db_instance.*","reason":"r","owner":"o","expires":"2999-12-31"}]""";
        var query = $"environment=dev&profile=cis-aws&policy_waivers={Uri.EscapeDataString(waiver)}";

        var (_, verdict) = await Check(query, Plan, "application/json");
        var waived = verdict["findings"]!.AsArray().Single(f => (string)f!["rule_id"]! == "SEC1201")!;
        Assert.Equal(("note", "error", "local"), ((string)waived["severity"]!, (string)waived["waived_severity"]!, (string)waived["waiver"]!["given_by"]!["name"]!));

        var (_, sarif) = await Check(query, Plan, "application/json", "application/sarif+json");
        var results = sarif["runs"]![0]!["results"]!.AsArray();
        Assert.Equal("r", (string)results.Single(r => (string)r!["ruleId"]! == "SEC1201")!["suppressions"]![0]!["justification"]!);
        Assert.All(results, r => Assert.NotNull(r!["suppressions"]));

        var (_, manifests) = await Check($"environment=dev&profile=kubernetes-restricted&runtime=kubernetes&policy_waivers={Uri.EscapeDataString(waiver.Replace("SEC1201", "SEC4001", StringComparison.Ordinal))}", Privileged, "application/yaml");
        Assert.Contains("POL008", Rules(manifests));
    }

    [Theory]
    [InlineData("nonsense", 400)]
    [InlineData("{}", 422)]
    [InlineData("""[{"rule_id":"NONE1","resource":"*","reason":"r","owner":"o","expires":"2999-12-31"}]""", 422)]
    public async Task Waivers_that_are_none_are_refused(string waivers, int status) =>
        Assert.Equal(status, (int)(await Check("environment=dev&policy_waivers=" + Uri.EscapeDataString(waivers), Plan, "application/json")).Status);

    [Theory]
    [InlineData("environment=dev", false)]
    [InlineData("environment=dev&region=eu-west-1", true)]
    public async Task A_plan_is_priced_in_the_region_that_it_or_the_caller_tells(string query, bool complete)
    {
        const string Nat = """{"resource_changes": [{"address": "aws_nat_gateway.x", "type": "aws_nat_gateway", "change": {"actions": ["create"], "before": null, "after": {}, "after_unknown": {"id": true}}}]}""";
        var (status, body) = await Check(query, Nat, "application/json");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(complete, body["cost"]!["complete"]!.GetValue<bool>());
        if (complete) Assert.Equal(39.84m, body["cost"]!["difference_usd"]!.GetValue<decimal>());
        else Assert.Contains("its region is not known", body["cost"]!["incomplete"]![0]!["reason"]!.GetValue<string>());
    }
}
