using System.Text.Json;
using InfraAgent.Api.Edge;
using InfraAgent.Contracts;

namespace InfraAgent.Api.Tests.Edge;

public sealed class CommandParserTests
{
    static T Command<T>(ParseResult result)
    {
        Assert.Null(result.Problem);
        return Assert.IsType<T>(result.Command!.Request);
    }

    static Finding OnlyError(ParseResult result)
    {
        Assert.Null(result.Command);
        Assert.Equal(422, result.Problem!.Status);
        return Assert.Single(result.Problem.Errors!);
    }

    [Fact]
    public void The_contracts_example_is_read_as_it_stands()
    {
        var result = CommandParser.Rest(CommandKind.Generate, Seeds.Generate.Bytes());

        var request = Command<GenerateRequest>(result);
        Assert.Equal("infra-2025-114", request.DeploymentId);
        Assert.Equal("staging", request.Environment);
        Assert.Equal("terraform", request.Runtime);
        Assert.Equal("production-guardrails", request.PolicyProfile);
        Assert.Equal(3, request.TemplateSpec.GetProperty("modules")[1].GetProperty("desired_count").GetInt32());
        Assert.Equal("us-east-2", request.Parameters["aws_region"].GetString());
        Assert.Empty(request.Labels);
        Assert.Null(request.RequestId);
        Assert.Equal("infra-2025-114", result.Command!.DeploymentId);
    }

    [Fact]
    public void Both_edges_read_the_same_from_the_same_body()
    {
        var rest = CommandParser.Rest(CommandKind.Generate, Seeds.Generate.Bytes()).Command!;
        var body = System.Text.Json.Nodes.JsonNode.Parse(Seeds.Generate)!.AsObject();
        body["command"] = "generate";
        body["request_id"] = "other-key";
        var amqp = CommandParser.Amqp(body.Bytes()).Command!;

        Assert.Equal(rest.ContentDigest, amqp.ContentDigest);
        Assert.Equal(CommandKind.Generate, amqp.Kind);
        Assert.Equal("other-key", amqp.RequestId);
    }

    [Fact]
    public void Every_field_of_every_command_is_read()
    {
        var generate = Command<GenerateRequest>(CommandParser.Amqp(Seeds.Full["generate"].Bytes()));
        Assert.Equal("a", generate.Labels["team"]);
        Assert.Equal(3, generate.Parameters.Count);
        Assert.Equal("r 1", generate.RequestId);
        Assert.Equal(250.5m, generate.Cost!.MonthlyBudgetUsd);
        Assert.Equal([("module.x[\"a\"].*", "monthly_requests", 5_000_000m), ("aws_nat_gateway", "monthly_gb", 0.5m)], generate.Cost.Usage.SelectMany(u => u.Value.Select(v => (u.Key, v.Key, v.Value))));

        var deploy = Command<DeployRequest>(CommandParser.Amqp(Seeds.Full["deploy"].Bytes()));
        Assert.True(deploy.PlanOnly);
        Assert.Equal(2, deploy.Revision);
        Assert.Equal(1, deploy.Parameters!["a"].GetInt32());

        var scan = Command<DriftScanRequest>(CommandParser.Amqp(Seeds.Full["drift-scan"].Bytes()));
        Assert.Equal(["aws_vpc.main", "module.x[\"a\"].y"], scan.Scope!);

        Assert.Equal("wrong\nregion", Command<CancelRequest>(CommandParser.Amqp(Seeds.Full["cancel"].Bytes())).Reason);
        Assert.Equal(Seeds.PlanDigest, Command<ApproveRequest>(CommandParser.Amqp(Seeds.Full["approve"].Bytes())).PlanDigest);
        Assert.Equal("no", Command<RejectRequest>(CommandParser.Amqp(Seeds.Full["reject"].Bytes())).Reason);
        Assert.Equal(1, Command<RollbackRequest>(CommandParser.Amqp(Seeds.Full["rollback"].Bytes())).Revision);
        Assert.Equal("d-1", Command<DestroyRequest>(CommandParser.Amqp(Seeds.Full["destroy"].Bytes())).DeploymentId);
    }

    [Fact]
    public void What_is_left_out_reads_as_its_default()
    {
        var deploy = Command<DeployRequest>(CommandParser.Rest(CommandKind.Deploy, """{"deployment_id":"d"}""".Bytes()));

        Assert.False(deploy.PlanOnly);
        Assert.Null(deploy.Revision);
        Assert.Null(deploy.Parameters);
        Assert.Null(Command<DriftScanRequest>(CommandParser.Rest(CommandKind.DriftScan, """{"deployment_id":"d"}""".Bytes())).Scope);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \n")]
    [InlineData("{}")]
    [InlineData("""{"deployment_id":"d-1"}""")]
    public void A_path_that_names_the_deployment_needs_no_body(string body)
    {
        var result = CommandParser.Rest(CommandKind.Destroy, body.Bytes(), "d-1");

        Assert.Equal("d-1", Command<DestroyRequest>(result).DeploymentId);
        Assert.Equal(CommandParser.Amqp("""{"command":"destroy","deployment_id":"d-1"}""".Bytes()).Command!.ContentDigest, result.Command!.ContentDigest);
    }

    [Fact]
    public void Path_and_body_must_name_the_same_deployment()
    {
        var error = OnlyError(CommandParser.Rest(CommandKind.Cancel, """{"deployment_id":"d-2"}""".Bytes(), "d-1"));

        Assert.Equal((RequestRules.Disagreement, "/deployment_id"), (error.RuleId, error.Pointer));
    }

    [Theory]
    [InlineData("../etc")]
    [InlineData("a/b")]
    [InlineData("a.b")]
    [InlineData("")]
    [InlineData("a\n")]
    public void A_path_with_a_hostile_id_is_refused(string id) =>
        Assert.Equal(RequestRules.Format, OnlyError(CommandParser.Rest(CommandKind.Cancel, default, id)).RuleId);

    [Theory]
    [InlineData("deployment_id", "\"../x\"", RequestRules.Format)]
    [InlineData("deployment_id", "\"-x\"", RequestRules.Format)]
    [InlineData("deployment_id", "\"a.b\"", RequestRules.Format)]
    [InlineData("deployment_id", "\"x\\n\"", RequestRules.Format)]
    [InlineData("deployment_id", "\"ä\"", RequestRules.Format)]
    [InlineData("deployment_id", "\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"", RequestRules.Format)]
    [InlineData("environment", "\"Staging\"", RequestRules.Format)]
    [InlineData("environment", "\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"", RequestRules.Format)]
    [InlineData("runtime", "\"terrafrom\"", RequestRules.UnknownWord)]
    [InlineData("runtime", "\"\"", RequestRules.UnknownWord)]
    [InlineData("policy_profile", "\"Prod\"", RequestRules.Format)]
    [InlineData("request_id", "\"\"", RequestRules.Format)]
    [InlineData("request_id", "\"é\"", RequestRules.Format)]
    [InlineData("labels", "{\"a\":1}", RequestRules.WrongType)]
    [InlineData("labels", "{\"\":\"x\"}", RequestRules.Format)]
    [InlineData("labels", "{\"a\":\"x\\u0007\"}", RequestRules.Format)]
    [InlineData("parameters", "{\"1a\":1}", RequestRules.Format)]
    [InlineData("parameters", "{\"a b\":1}", RequestRules.Format)]
    [InlineData("parameters", "{\"a\":null}", RequestRules.WrongType)]
    [InlineData("cost", "[]", RequestRules.WrongType)]
    [InlineData("cost", "{\"budget\":1}", RequestRules.UnknownField)]
    [InlineData("cost", "{\"monthly_budget_usd\":\"500\"}", RequestRules.WrongType)]
    [InlineData("cost", "{\"monthly_budget_usd\":null}", RequestRules.WrongType)]
    [InlineData("cost", "{\"monthly_budget_usd\":-1}", RequestRules.Range)]
    [InlineData("cost", "{\"monthly_budget_usd\":1e300}", RequestRules.Range)]
    [InlineData("cost", "{\"usage\":{\"\":{}}}", RequestRules.Format)]
    [InlineData("cost", "{\"usage\":{\"a\":5}}", RequestRules.WrongType)]
    [InlineData("cost", "{\"usage\":{\"a\":{\"b c\":5}}}", RequestRules.Format)]
    [InlineData("cost", "{\"usage\":{\"a\":{\"b\":\"5\"}}}", RequestRules.WrongType)]
    [InlineData("cost", "{\"usage\":{\"a\":{\"b\":1e13}}}", RequestRules.Range)]
    [InlineData("template_spec", "[]", RequestRules.WrongType)]
    [InlineData("template_spec", "{\"cloud\":\"aws\"}", RequestRules.Missing)]
    [InlineData("template_spec", "{\"modules\":[{\"name\":\"x\"}]}", RequestRules.Missing)]
    [InlineData("template_spec", "{\"cloud\":\"aws\",\"modules\":[]}", RequestRules.Range)]
    [InlineData("template_spec", "{\"cloud\":\"aws\",\"modules\":[7]}", RequestRules.WrongType)]
    [InlineData("template_spec", "{\"cloud\":\"aws\",\"modules\":[{}]}", RequestRules.Missing)]
    [InlineData("template_spec", "{\"cloud\":\"aws\",\"modules\":[{\"name\":\"x\"}],\"module\":1}", RequestRules.UnknownField)]
    [InlineData("template_spec", "{\"cloud\":\"aws\",\"modules\":[{\"name\":\"x\"}],\"tags\":[]}", RequestRules.WrongType)]
    [InlineData("template_spec", "{\"cloud\":\"aws\",\"modules\":[{\"name\":\"x\"}],\"services\":[]}", RequestRules.Range)]
    [InlineData("template_spec", "{\"cloud\":\"kubernetes\",\"services\":[{\"image\":\"x\"}]}", RequestRules.Missing)]
    [InlineData("template_spec", "{\"cloud\":\"kubernetes\",\"services\":[{\"name\":\"x\"}],\"patches\":{}}", RequestRules.WrongType)]
    public void A_value_without_its_form_is_refused(string field, string value, string rule)
    {
        var body = Seeds.Copy("generate");
        body[field] = System.Text.Json.Nodes.JsonNode.Parse(value);

        var error = OnlyError(CommandParser.Amqp(body.Bytes()));

        Assert.Equal(rule, error.RuleId);
        Assert.StartsWith("/" + field, error.Pointer, StringComparison.Ordinal);
        Assert.False(string.IsNullOrWhiteSpace(error.Remediation));
        Assert.NotNull(error.Line);
        Assert.NotNull(error.Column);
    }

    [Theory]
    [InlineData("""{"command":"generate","deployment_id":"d","environment":"dev","runtime":"helm","template_spec":{"cloud":"kubernetes","services":[{"name":"x","env":{"DB_PASSWORD":"hunter2"}}]}}""", "/template_spec/services/0/env/DB_PASSWORD")]
    [InlineData("""{"command":"generate","deployment_id":"d","environment":"dev","runtime":"terraform","template_spec":{"cloud":"local","modules":[{"name":"x"}]},"parameters":{"api_token":"hunter2"}}""", "/parameters/api_token")]
    [InlineData("""{"command":"deploy","deployment_id":"d","parameters":{"web.env.PASSWORD":"hunter2"}}""", "/parameters/web.env.PASSWORD")]
    public void A_plain_secret_is_refused_with_its_place_and_not_shown(string body, string pointer)
    {
        var error = OnlyError(CommandParser.Amqp(System.Text.Encoding.UTF8.GetBytes(body)));

        Assert.Equal(("SEC001", pointer), (error.RuleId, error.Pointer));
        Assert.DoesNotContain("hunter2", error.ToString(), StringComparison.Ordinal);
        Assert.NotNull(error.Line);
    }

    [Theory]
    [InlineData("{\"cloud\":\"kubernetes\",\"services\":[{\"name\":\"x\"}]}")]
    [InlineData("{\"cloud\":\"kubernetes\",\"score\":{}}")]
    [InlineData("{\"cloud\":\"aws\",\"modules\":[{\"name\":\"x\",\"as\":\"y\"}],\"services\":[{\"name\":\"z\"}],\"environments\":{},\"patches\":[]}")]
    public void A_specification_needs_one_of_modules_services_and_score(string spec)
    {
        var body = Seeds.Copy("generate");
        body["template_spec"] = System.Text.Json.Nodes.JsonNode.Parse(spec);

        Assert.Null(CommandParser.Amqp(body.Bytes()).Problem);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("2147483648")]
    [InlineData("1e300")]
    public void A_revision_is_a_whole_number_from_one(string revision) =>
        Assert.Equal(RequestRules.Range, OnlyError(CommandParser.Rest(CommandKind.Deploy, $$"""{"deployment_id":"d","revision":{{revision}}}""".Bytes())).RuleId);

    [Fact]
    public void A_revision_may_be_written_as_any_JSON_number() =>
        Assert.Equal(2, Command<DeployRequest>(CommandParser.Rest(CommandKind.Deploy, """{"deployment_id":"d","revision":2.0}""".Bytes())).Revision);

    [Theory]
    [InlineData("sha256:abc")]
    [InlineData("0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef")]
    [InlineData("sha256:0123456789ABCDEF0123456789abcdef0123456789abcdef0123456789abcdef")]
    public void A_decision_names_a_whole_digest(string digest) =>
        Assert.Equal("/plan_digest", OnlyError(CommandParser.Rest(CommandKind.Approve, $$"""{"plan_digest":"{{digest}}"}""".Bytes(), "d")).Pointer);

    [Theory]
    [InlineData("strategy", "\"canary\"")]
    [InlineData("strategy", "{\"kind\":\"canary\"}")]
    [InlineData("traffic_shift", "{\"steps\":[10,50]}")]
    [InlineData("traffic_shift", "[10,50,100]")]
    public void Rollouts_are_known_and_refused_until_they_are_built(string field, string value)
    {
        var error = OnlyError(CommandParser.Rest(CommandKind.Deploy, $$"""{"deployment_id":"d","{{field}}":{{value}}}""".Bytes()));

        Assert.Equal((RequestRules.NotAvailable, "/" + field), (error.RuleId, error.Pointer));
        Assert.Contains("not available yet", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_runtime_names_the_known_ones_and_the_likely_one()
    {
        var error = OnlyError(CommandParser.Rest(CommandKind.Generate, Seeds.Generate.Replace("\"terraform\"", "\"Teraform\"").Bytes()));

        Assert.Contains("docker-compose, helm, kubernetes, pulumi, terraform", error.Message, StringComparison.Ordinal);
        Assert.Equal("Did you mean 'terraform'?", error.Remediation);
        Assert.Equal((4, 14), (error.Line, error.Column));
    }

    [Fact]
    public void An_unknown_field_names_the_likely_one()
    {
        var error = OnlyError(CommandParser.Rest(CommandKind.Generate, Seeds.Generate.Replace("\"policy_profile\"", "\"policy-profile\"").Bytes()));

        Assert.Equal((RequestRules.UnknownField, "/policy-profile"), (error.RuleId, error.Pointer));
        Assert.Equal("Did you mean 'policy_profile'?", error.Remediation);
    }

    [Fact]
    public void Rest_bodies_do_not_say_their_command() =>
        Assert.Equal((RequestRules.UnknownField, "/command"),
            OnlyError(CommandParser.Rest(CommandKind.Destroy, """{"command":"destroy"}""".Bytes(), "d")) is var e ? (e.RuleId, e.Pointer) : default);

    [Theory]
    [InlineData("""{"deployment_id":"d"}""", RequestRules.Missing)]
    [InlineData("""{"command":7}""", RequestRules.WrongType)]
    [InlineData("""{"command":"Generate"}""", RequestRules.UnknownWord)]
    [InlineData("""{"command":"drop-database"}""", RequestRules.UnknownWord)]
    public void Amqp_bodies_must(string body, string rule) => Assert.Equal(rule, OnlyError(CommandParser.Amqp(body.Bytes())).RuleId);

    [Theory]
    [InlineData("[]")]
    [InlineData("\"generate\"")]
    [InlineData("null")]
    [InlineData("7")]
    public void A_body_is_an_object(string body)
    {
        Assert.Equal((RequestRules.WrongType, ""), OnlyError(CommandParser.Amqp(body.Bytes())) is var e ? (e.RuleId, e.Pointer) : default);
        Assert.Equal(RequestRules.WrongType, OnlyError(CommandParser.Rest(CommandKind.Destroy, body.Bytes(), "d")).RuleId);
    }

    [Fact]
    public void Everything_that_is_wrong_is_said_at_once()
    {
        var problem = CommandParser.Rest(CommandKind.Generate, """
            {"deployment_id": "a b", "deployment_id": 7, "runtime": "cdk",
             "template_spec": {"cloud": 1, "modules": [{}, 2], "extra": true}, "labels": [],
             "parameters": {"x": "\u0000"}, "enviroment": "dev"}
            """.Bytes()).Problem!;

        Assert.Equal(
            ["/deployment_id REQ004", "/enviroment REQ003", "/environment REQ001", "/labels REQ002", "/parameters/x REQ008", "/runtime REQ006",
             "/template_spec/cloud REQ002", "/template_spec/extra REQ003", "/template_spec/modules/0/name REQ001", "/template_spec/modules/1 REQ002"],
            problem.Errors!.Select(e => $"{e.Pointer} {e.RuleId}").Order(StringComparer.Ordinal));
        Assert.Equal("urn:infra-agent:problem:invalid-request", problem.Type);
        Assert.Contains("(and 9 more)", problem.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void More_faults_than_anyone_reads_are_counted()
    {
        var labels = string.Join(',', Enumerable.Range(0, 200).Select(i => $"\"x{i}\":1"));

        var problem = CommandParser.Rest(CommandKind.Deploy, $$"""{"deployment_id":"d",{{labels}}}""".Bytes()).Problem!;

        Assert.Equal((FindingList.Most, 200 - FindingList.Most), (problem.Errors!.Count, problem.MoreErrors));
    }

    [Fact]
    public void A_body_over_the_limit_is_not_looked_at()
    {
        var problem = CommandParser.Amqp(new byte[StrictJson.MaxBytes + 1]).Problem!;

        Assert.Equal((413, (long?)StrictJson.MaxBytes), (problem.Status, problem.LimitBytes));
    }

    [Fact]
    public void Too_many_labels_or_parameters_are_refused()
    {
        var body = Seeds.Copy("generate");
        body["labels"] = JsonSerializer.SerializeToNode(Enumerable.Range(0, CommandParser.MaxLabels + 1).ToDictionary(i => $"l{i}", _ => "x"));
        body["parameters"] = JsonSerializer.SerializeToNode(Enumerable.Range(0, CommandParser.MaxParameters + 1).ToDictionary(i => $"p{i}", i => i));

        var problem = CommandParser.Amqp(body.Bytes()).Problem!;

        Assert.Equal(["/labels REQ007", "/parameters REQ007"], problem.Errors!.Select(e => $"{e.Pointer} {e.RuleId}").Order());
    }

    [Theory]
    [InlineData("{}", null, null)]
    [InlineData("{}", "k-1", "k-1")]
    [InlineData("""{"request_id":"b-1"}""", null, "b-1")]
    [InlineData("""{"request_id":"b-1"}""", "b-1", "b-1")]
    public void The_header_is_another_way_to_name_a_request(string body, string? header, string? expected)
    {
        var result = CommandParser.Rest(CommandKind.Destroy, body.Bytes(), "d", header);

        Assert.Equal(expected, Command<DestroyRequest>(result).RequestId);
        Assert.Equal(expected, result.Command!.RequestId);
        Assert.Equal(CommandParser.Rest(CommandKind.Destroy, default, "d").Command!.ContentDigest, result.Command.ContentDigest);
    }

    [Theory]
    [InlineData("""{"request_id":"b-1"}""", "k-1", RequestRules.Disagreement, "/request_id")]
    [InlineData("{}", "", RequestRules.Format, null)]
    [InlineData("{}", "a\nb", RequestRules.Format, null)]
    public void A_header_that_disagrees_or_has_no_form_is_refused(string body, string header, string rule, string? pointer)
    {
        var error = OnlyError(CommandParser.Rest(CommandKind.Destroy, body.Bytes(), "d", header));

        Assert.Equal((rule, pointer), (error.RuleId, error.Pointer));
    }

    [Fact]
    public void A_message_id_that_a_library_made_up_gives_way_to_the_bodys_request_id()
    {
        const string Destroy = """{"command":"destroy","deployment_id":"d"}""";

        Assert.Equal("m-1", CommandParser.Amqp(Destroy.Bytes(), "m-1").Command!.RequestId);
        Assert.Equal("b-1", CommandParser.Amqp(Destroy.Replace("}", ",\"request_id\":\"b-1\"}", StringComparison.Ordinal).Bytes(), "m-1").Command!.RequestId);
        Assert.Equal(RequestRules.Format, OnlyError(CommandParser.Amqp(Destroy.Bytes(), new string('m', 129))).RuleId);
    }

    [Fact]
    public void A_values_text_is_never_repeated_in_an_answer()
    {
        const string Secret = "hunter2-s3cret";
        var body = Seeds.Copy("generate");
        body["parameters"] = new System.Text.Json.Nodes.JsonArray(Secret);
        body["labels"] = new System.Text.Json.Nodes.JsonObject { ["a"] = Secret + "\u0001" };
        body["request_id"] = Secret + "\u0001";
        body["environment"] = Secret + "\u0001";

        var problem = CommandParser.Amqp(body.Bytes()).Problem!;

        Assert.Equal(4, problem.Errors!.Count);
        Assert.DoesNotContain(Secret, JsonSerializer.Serialize(problem, Json.Options), StringComparison.Ordinal);
    }
}
