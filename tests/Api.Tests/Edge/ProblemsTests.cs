using System.Text.Json;
using InfraAgent.Api.Edge;
using InfraAgent.Contracts;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace InfraAgent.Api.Tests.Edge;

public sealed class ProblemsTests
{
    static readonly Guid Run = Guid.Parse("0190a000-0000-7000-8000-000000000001");

    public static TheoryData<string, int, bool> All => new()
    {
        { "unreadable", 400, false }, { "invalid-request", 422, false }, { "policy-violation", 422, false }, { "request-id-reused", 422, false },
        { "unauthenticated", 401, false }, { "forbidden", 403, false }, { "not-found", 404, false }, { "conflict", 409, true },
        { "stale-plan", 412, false }, { "too-large", 413, false }, { "unsupported-media-type", 415, false }, { "tool-missing", 424, true },
        { "tool-failed", 502, false }, { "unavailable", 503, true },
    };

    static Problem Make(string type)
    {
        var finding = new Finding { RuleId = "REQ001", Message = "m", Pointer = "/a" };
        return type switch
        {
            "unreadable" => Problems.Unreadable(finding),
            "invalid-request" => Problems.Invalid([finding]),
            "policy-violation" => Problems.PolicyViolation("d", [finding]),
            "request-id-reused" => Problems.KeyReused("d", "key"),
            "unauthenticated" => Problems.Unauthenticated(),
            "forbidden" => Problems.Forbidden("The key 'ci' has the role viewer; deploying needs operator."),
            "not-found" => Problems.NotFound("No deployment 'd'."),
            "conflict" => Problems.Conflict("d", "applying", "A deploy is running.", Run, new Dictionary<string, string> { ["cancel"] = "/deployments/d/cancel" }),
            "stale-plan" => Problems.StalePlan("d", Seeds.PlanDigest, Run),
            "too-large" => Problems.TooLarge(),
            "unsupported-media-type" => Problems.NotJson("text/plain"),
            "tool-missing" => Problems.ToolFailed("d", new Failure { Stage = "plan", Message = "terraform is not installed.", Tool = "terraform", ToolMissing = true, Retryable = true }),
            "tool-failed" => Problems.ToolFailed("d", new Failure { Stage = "apply", Message = "m", Tool = "terraform", ExitCode = 1, LogsRef = "d/r/apply-1.log" }, Run),
            _ => Problems.Unavailable("The database cannot be reached."),
        };
    }

    static async Task<(HttpResponse Response, JsonElement Body)> Answer(Problem problem)
    {
        var context = new DefaultHttpContext { RequestServices = new ServiceCollection().AddLogging().BuildServiceProvider() };
        context.Response.Body = new MemoryStream();
        await problem.ToResult().ExecuteAsync(context);
        return (context.Response, JsonElement.Parse(((MemoryStream)context.Response.Body).ToArray()));
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Every_problem_is_answered_with_its_status_and_type(string type, int status, bool retryable)
    {
        var (response, body) = await Answer(Make(type));

        Assert.Equal(status, response.StatusCode);
        Assert.StartsWith("application/problem+json", response.ContentType, StringComparison.Ordinal);
        Assert.Equal("urn:infra-agent:problem:" + type, body.GetProperty("type").GetString());
        Assert.Equal(status, body.GetProperty("status").GetInt32());
        Assert.Equal(retryable, body.GetProperty("retryable").GetBoolean());
        Assert.NotEqual("", body.GetProperty("title").GetString());
        Assert.NotEqual("", body.GetProperty("detail").GetString());
    }

    [Fact]
    public void The_documentation_has_every_type_and_every_rule()
    {
        var text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "errors.md"));

        Assert.All(All, row => Assert.Contains($"| `{row[0]}` | {row[1]} |", text, StringComparison.Ordinal));
        Assert.All(typeof(RequestRules).GetFields(), rule => Assert.Contains($"| `{rule.GetRawConstantValue()}` |", text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_conflict_says_what_stands_in_the_way_and_what_may_be_called()
    {
        var (_, body) = await Answer(Make("conflict"));

        Assert.Equal("applying", body.GetProperty("current_status").GetString());
        Assert.Equal(Run, body.GetProperty("run_id").GetGuid());
        Assert.Equal("/deployments/d/cancel", body.GetProperty("links").GetProperty("cancel").GetString());
    }

    [Fact]
    public async Task A_failed_tool_says_how_it_ended_and_where_its_output_opens()
    {
        var (_, body) = await Answer(Make("tool-failed"));

        Assert.Equal(("terraform", 1, "apply", "d/r/apply-1.log"),
            (body.GetProperty("tool").GetString(), body.GetProperty("exit_code").GetInt32(), body.GetProperty("stage").GetString(), body.GetProperty("logs_ref").GetString()));
    }

    [Fact]
    public async Task Errors_carry_rule_pointer_message_remediation_severity_and_place()
    {
        var (_, body) = await Answer(CommandParser.Rest(CommandKind.Generate, """{"deployment_id":"d"}""".Bytes()).Problem!);

        var error = body.GetProperty("errors")[0];
        Assert.Equal(["column", "line", "message", "pointer", "remediation", "rule_id", "severity"], error.EnumerateObject().Select(p => p.Name).Order());
        Assert.Equal("error", error.GetProperty("severity").GetString());
    }

    [Fact]
    public void A_problem_is_the_same_after_a_journey_over_the_bus() =>
        Assert.Equal(
            JsonSerializer.Serialize(Make("conflict"), Json.Options),
            JsonSerializer.Serialize(JsonSerializer.Deserialize<Problem>(JsonSerializer.Serialize(Make("conflict"), Json.Options), Json.Options), Json.Options));
}
