using System.Text.Json.Nodes;
using InfraAgent.Api.Edge;
using InfraAgent.Contracts;

namespace InfraAgent.Api.Tests.Edge;

public sealed class WaiverReadingTests
{
    [Theory]
    [InlineData(CommandKind.Generate)]
    [InlineData(CommandKind.Deploy)]
    public void Waivers_are_read_as_they_were_written(CommandKind kind)
    {
        var waiver = Assert.Single(Waivers(Parse(kind, Waiver()).Command!.Request)!);
        Assert.Equal(
            new PolicyWaiver { RuleId = "SEC1101", Resource = "module.data*", Reason = "moves\nin March", Owner = "team-data@example.com", Expires = "2027-03-31" }, waiver);
        Assert.Null(Waivers(Parse(kind, null).Command!.Request));
    }

    [Theory]
    [InlineData("rule_id", "\"sec1101\"", RequestRules.Format)]
    [InlineData("rule_id", "\"*\"", RequestRules.Format)]
    [InlineData("rule_id", "null", RequestRules.WrongType)]
    [InlineData("resource", "\"\"", RequestRules.Format)]
    [InlineData("resource", "\"a\\nb\"", RequestRules.Format)]
    [InlineData("resource", "[\"a\"]", RequestRules.WrongType)]
    [InlineData("reason", "\"  \"", RequestRules.Format)]
    [InlineData("reason", "\"a\\u0007\"", RequestRules.Format)]
    [InlineData("owner", "\" \"", RequestRules.Format)]
    [InlineData("owner", "7", RequestRules.WrongType)]
    [InlineData("expires", "\"never\"", RequestRules.Format)]
    [InlineData("expires", "\"2027-02-30\"", RequestRules.Format)]
    [InlineData("expires", "\"2027-03-31T18:00:00\"", RequestRules.Format)]
    [InlineData("expires", "\"31.03.2027\"", RequestRules.Format)]
    [InlineData("expires", "1806483600", RequestRules.WrongType)]
    [InlineData("environments", "[\"prod\"]", RequestRules.UnknownField)]
    [InlineData("rule", "\"SEC1101\"", RequestRules.UnknownField)]
    public void A_waiver_of_another_form_is_refused_with_its_place(string field, string value, string rule)
    {
        var waiver = Waiver();
        waiver[field] = JsonNode.Parse(value);
        var error = Assert.Single(Parse(CommandKind.Generate, waiver).Problem!.Errors!);
        Assert.Equal(($"/policy_waivers/0/{field}", rule), (error.Pointer, error.RuleId));
        Assert.NotNull(error.Line);
    }

    [Theory]
    [InlineData("rule_id")]
    [InlineData("resource")]
    [InlineData("reason")]
    [InlineData("owner")]
    [InlineData("expires")]
    public void Nothing_of_a_waiver_may_be_left_out(string field)
    {
        var waiver = Waiver();
        waiver.Remove(field);
        var error = Assert.Single(Parse(CommandKind.Deploy, waiver).Problem!.Errors!);
        Assert.Equal(($"/policy_waivers/0/{field}", RequestRules.Missing), (error.Pointer, error.RuleId));
    }

    [Fact]
    public void Endless_lists_and_texts_are_refused()
    {
        var many = Parse(CommandKind.Deploy, [.. Enumerable.Range(0, 65).Select(_ => Waiver())]);
        Assert.Equal(("/policy_waivers", RequestRules.Range), many.Problem!.Errors!.Select(e => (e.Pointer, e.RuleId)).Single());
        Assert.NotNull(Parse(CommandKind.Deploy, [.. Enumerable.Range(0, 64).Select(_ => Waiver())]).Command);
        var huge = Waiver();
        huge["reason"] = new string('x', 1001);
        huge["resource"] = new string('*', 513);
        huge["owner"] = new string('o', 129);
        Assert.Equal(["/policy_waivers/0/owner", "/policy_waivers/0/reason", "/policy_waivers/0/resource"], Parse(CommandKind.Deploy, huge).Problem!.Errors!.Select(e => e.Pointer).Order());
        var notObjects = CommandParser.Rest(CommandKind.Deploy, """{"deployment_id":"d","policy_waivers":[1,"SEC1101",[]]}""".Bytes());
        Assert.Equal(["/policy_waivers/0", "/policy_waivers/1", "/policy_waivers/2"], notObjects.Problem!.Errors!.Select(e => e.Pointer));
    }

    [Theory]
    [InlineData("2027-03-31", "2027-04-01T00:00:00Z")]
    [InlineData("2027-03-31T18:00:00Z", "2027-03-31T18:00:00Z")]
    [InlineData("2027-03-31T18:00:00.5+02:00", "2027-03-31T16:00:00.5Z")]
    [InlineData("9999-12-30", "9999-12-31T00:00:00Z")]
    public void A_day_counts_to_its_end_and_a_time_is_what_it_says(string text, string end) =>
        Assert.Equal(DateTimeOffset.Parse(end, System.Globalization.CultureInfo.InvariantCulture), WaiverExpiry.Of(text));

    [Fact]
    public void The_last_day_there_is_does_not_overflow() => Assert.Equal(DateTimeOffset.MaxValue, WaiverExpiry.Of("9999-12-31"));

    [Theory]
    [InlineData("[]", 0)]
    [InlineData("""[{"rule_id":"SEC1101","resource":"*","reason":"r","owner":"o","expires":"2027-03-31"}]""", 1)]
    public void The_list_alone_is_read_by_the_same_rules(string json, int count) => Assert.Equal(count, WaiverReading.Read(json).Waivers.Count);

    [Theory]
    [InlineData("", 400)]
    [InlineData("nonsense", 400)]
    [InlineData("{}", 422)]
    [InlineData("""[],"deployment_id":"d" """, 422)]
    [InlineData("""[],"policy_waivers":[] """, 422)]
    [InlineData("""[{"rule_id":"SEC1101"}]""", 422)]
    public void What_is_no_such_list_is_refused(string json, int status) => Assert.Equal(status, WaiverReading.Read(json).Problem!.Status);

    static JsonObject Waiver() => new()
    {
        ["rule_id"] = "SEC1101", ["resource"] = "module.data*", ["reason"] = "moves\nin March", ["owner"] = "team-data@example.com", ["expires"] = "2027-03-31",
    };

    static ParseResult Parse(CommandKind kind, params JsonObject[]? waivers)
    {
        var body = Seeds.Copy(kind.Word());
        body.Remove("command");
        body["policy_waivers"] = waivers is null ? null : new JsonArray(waivers);
        if (waivers is null)
            body.Remove("policy_waivers");
        return CommandParser.Rest(kind, body.Bytes());
    }

    static IReadOnlyList<PolicyWaiver>? Waivers(object request) => (request as GenerateRequest)?.PolicyWaivers ?? (request as DeployRequest)?.PolicyWaivers;
}
