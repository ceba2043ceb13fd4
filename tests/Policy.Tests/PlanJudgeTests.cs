using System.Text;
using System.Text.Json;
using InfraAgent.Contracts;

namespace InfraAgent.Policy.Tests;

public sealed class PlanJudgeTests
{
    static string Change(string type, string actions, string after = "null", string? address = null) =>
        $$"""{"address":"{{address ?? type + ".x"}}","type":"{{type}}","actions":[{{actions}}],"after":{{after}},"before":null}""";

    static string Plan(params IEnumerable<string> changes) => $$"""{"mode":"apply","output_changes":{"a": {"actions":["create"]} },"resource_changes":[{{string.Join(',', changes)}}],"schema":"x"}""";

    [Fact]
    public async Task A_plan_that_only_makes_things_passes()
    {
        await using var bench = new Bench();

        var judged = await bench.JudgePlanAsync(Plan(Change("aws_vpc", "\"create\""), Change("aws_s3_bucket", "\"create\""), Change("aws_ecs_service", "\"update\"")), "prod");

        Assert.Equal((Verdict.Pass, false), (judged.Verdict, judged.ApprovalRequired));
        Assert.Empty(judged.Findings);
        Assert.Equal("sha256:p", judged.PlanDigest);
    }

    [Theory]
    [InlineData("dev", "baseline", Verdict.Pass, false)]
    [InlineData("staging", "baseline", Verdict.Pass, true)]
    [InlineData("prod", "baseline", Verdict.Pass, true)]
    [InlineData("dev", "production-guardrails", Verdict.Pass, true)]
    [InlineData("staging", "production-guardrails", Verdict.Pass, true)]
    [InlineData("prod", "production-guardrails", Verdict.Fail, false)]
    public async Task Loss_of_data_is_shown_approved_or_refused_by_profile_and_environment(string environment, string profile, string verdict, bool approval)
    {
        await using var bench = new Bench();
        foreach (var actions in new[] { "\"delete\"", "\"delete\",\"create\"", "\"create\",\"delete\"" })
        {
            var judged = await bench.JudgePlanAsync(Plan(Change("aws_db_instance", actions), Change("aws_ecs_service", "\"delete\"")), environment, profile);

            Assert.Equal((verdict, approval), (judged.Verdict, judged.ApprovalRequired));
            var finding = Assert.Single(judged.Findings);
            Assert.Equal(("POL201", "aws_db_instance.x"), (finding.RuleId, finding.Resource));
            Assert.Equal(verdict == Verdict.Fail ? "error" : "warning", finding.Severity);
        }
    }

    [Fact]
    public async Task Who_asks_for_the_removal_of_everything_needs_a_second_person_but_gets_it()
    {
        await using var bench = new Bench();
        var everything = Plan(Enumerable.Range(0, 30).Select(i => Change("aws_subnet", "\"delete\"", address: $"aws_subnet.s{i}")).Append(Change("aws_s3_bucket", "\"delete\"")));

        var judged = await bench.JudgePlanAsync(everything, "prod", destroy: true);

        Assert.Equal((Verdict.Pass, true), (judged.Verdict, judged.ApprovalRequired));
        Assert.Equal("POL201", Assert.Single(judged.Findings).RuleId);

        Assert.False((await bench.JudgePlanAsync(Plan(Change("terraform_data", "\"delete\"")), "prod", destroy: true)).ApprovalRequired);
    }

    [Theory]
    [InlineData("aws_db_instance", """{"storage_encrypted":{"$unknown":true},"manage_master_user_password":true}""", false, "SEC1201", "error")]
    [InlineData("aws_iam_role_policy", """{"policy":{"$unknown":true}}""", true, "SEC1401", "note")]
    public async Task What_cannot_be_judged_yet_refuses_a_plan_as_far_as_the_profile_says(string type, string after, bool accepted, string rule, string severity)
    {
        await using var bench = new Bench();

        var judged = await bench.JudgePlanAsync(Plan(Change(type, "\"create\"", after)), "staging", "cis-aws");

        Assert.Equal((Verdict.Incomplete, accepted), (judged.Verdict, !judged.Refused));
        Assert.Equal(severity, Assert.Single(judged.Findings, f => f.RuleId == rule).Severity);
    }

    [Theory]
    [InlineData(5, 10, false)]
    [InlineData(6, 0, true)]
    [InlineData(0, 11, true)]
    public async Task A_plan_that_takes_down_much_at_once_is_approved(int replaced, int deleted, bool approval)
    {
        await using var bench = new Bench();
        var changes = Enumerable.Range(0, replaced).Select(i => Change("aws_instance", "\"delete\",\"create\"", address: $"aws_instance.r{i}"))
            .Concat(Enumerable.Range(0, deleted).Select(i => Change("aws_instance", "\"delete\"", address: $"aws_instance.d{i}")));

        var judged = await bench.JudgePlanAsync(Plan(changes));

        Assert.Equal((Verdict.Pass, approval), (judged.Verdict, judged.ApprovalRequired));
    }

    [Theory]
    [InlineData("aws_security_group", """{"ingress":[{"cidr_blocks":["10.0.0.0/8","0.0.0.0/0"],"from_port":22,"to_port":22,"protocol":"tcp"}]}""", true)]
    [InlineData("aws_security_group", """{"ingress":[{"ipv6_cidr_blocks":["::/0"],"from_port":0,"to_port":65535,"protocol":"tcp"}]}""", true)]
    [InlineData("aws_security_group", """{"ingress":[{"cidr_blocks":["0.0.0.0/0"],"from_port":0,"to_port":0,"protocol":"-1"}]}""", true)]
    [InlineData("aws_security_group", """{"ingress":[{"cidr_blocks":["0.0.0.0/0"],"from_port":null,"protocol":"tcp"}]}""", true)]
    [InlineData("aws_security_group_rule", """{"type":"ingress","cidr_blocks":["0.0.0.0/0"],"from_port":5000,"to_port":6000,"protocol":"tcp"}""", true)]
    [InlineData("aws_vpc_security_group_ingress_rule", """{"cidr_ipv4":"0.0.0.0/0","from_port":3389,"to_port":3389,"ip_protocol":"tcp"}""", true)]
    [InlineData("aws_security_group", """{"ingress":[{"cidr_blocks":["0.0.0.0/0"],"from_port":443,"to_port":443,"protocol":"tcp"}]}""", false)]
    [InlineData("aws_security_group", """{"ingress":[{"cidr_blocks":["10.0.0.0/8"],"from_port":22,"to_port":22,"protocol":"tcp"}]}""", false)]
    [InlineData("aws_security_group", """{"egress":[{"cidr_blocks":["0.0.0.0/0"],"from_port":0,"to_port":0,"protocol":"-1"}]}""", false)]
    [InlineData("aws_security_group_rule", """{"type":"egress","cidr_blocks":["0.0.0.0/0"],"from_port":22,"to_port":22,"protocol":"tcp"}""", false)]
    [InlineData("aws_security_group", """{"ingress":[{"cidr_blocks":["0.0.0.0/0"],"from_port":-1,"to_port":-1,"protocol":"icmp"}]}""", false)]
    [InlineData("aws_security_group", """{"ingress":{"hmac":"x"}}""", false)]
    [InlineData("aws_security_group", """{"ingress":[null,7,"x",{"cidr_blocks":[null,7],"from_port":"x"}]}""", false)]
    [InlineData("aws_security_group", "[]", false)]
    public async Task Doors_for_operators_are_not_open_to_the_world(string type, string after, bool open)
    {
        await using var bench = new Bench();
        var plan = Plan(Change(type, "\"create\"", after));

        var prod = await bench.JudgePlanAsync(plan, "prod");
        var staging = await bench.JudgePlanAsync(plan);

        Assert.Equal(open ? Verdict.Fail : Verdict.Pass, prod.Verdict);
        Assert.Equal(Verdict.Pass, staging.Verdict);
        Assert.Equal(open ? ["POL203"] : Array.Empty<string>(), staging.Findings.Select(f => f.RuleId));
    }

    [Fact]
    public async Task What_stays_as_it_is_is_not_judged_again()
    {
        await using var bench = new Bench();
        var after = """{"ingress":[{"cidr_blocks":["0.0.0.0/0"],"from_port":22,"to_port":22,"protocol":"tcp"}]}""";

        Assert.Empty((await bench.JudgePlanAsync(Plan(Change("aws_security_group", "\"no-op\"", after)), "prod")).Findings);
    }

    [Fact]
    public async Task An_environment_can_have_every_change_approved()
    {
        await using var bench = new Bench(options: o => o with { Environments = _ => new EnvironmentPolicy(null, ApprovalRequired: true) });

        var change = await bench.JudgePlanAsync(Plan(Change("terraform_data", "\"create\"")), profile: null);
        var none = await bench.JudgePlanAsync(Plan(Change("terraform_data", "\"no-op\""), Change("data", "\"read\"")), profile: null);

        Assert.Equal((true, "POL006"), (change.ApprovalRequired, Assert.Single(change.Findings).RuleId));
        Assert.False(none.ApprovalRequired);
    }

    [Fact]
    public async Task A_profile_can_have_every_change_approved()
    {
        var folder = Directory.CreateTempSubdirectory("policy-folder-");
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, "x.yaml"), "profiles: [{ name: four-eyes, title: t, extends: baseline, rules: { POL204: { level: approval } } }]");
            await using var bench = new Bench(options: o => o with { Folders = [folder.FullName] });

            var judged = await bench.JudgePlanAsync(Plan(Change("terraform_data", "\"create\"")), profile: "four-eyes");

            Assert.Equal((Verdict.Pass, true, "POL204"), (judged.Verdict, judged.ApprovalRequired, Assert.Single(judged.Findings).RuleId));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task A_refused_plan_waits_for_nobody()
    {
        await using var bench = new Bench();

        var judged = await bench.JudgePlanAsync(Plan(Change("aws_db_instance", "\"delete\""), "{}"));

        Assert.Equal((Verdict.Fail, false), (judged.Verdict, judged.ApprovalRequired));
    }

    [Fact]
    public async Task The_tools_own_form_is_read_too()
    {
        await using var bench = new Bench();

        var judged = await bench.JudgePlanAsync("""{"format_version":"1.2","resource_changes":[{"address":"aws_s3_bucket.b","type":"aws_s3_bucket","change":{"actions":["delete"],"before":{},"after":null}}]}""", "prod");

        Assert.Equal("POL201", Assert.Single(judged.Findings).RuleId);
    }

    [Fact]
    public async Task A_second_list_of_changes_is_judged_like_the_first()
    {
        await using var bench = new Bench();

        var judged = await bench.JudgePlanAsync($$"""{"resource_changes":[{{Change("aws_s3_bucket", "\"delete\"")}}],"resource_changes":[]}""", "prod");

        Assert.Equal(Verdict.Fail, judged.Verdict);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("{\"resource_changes\":{}}")]
    [InlineData("{\"resource_changes\":null}")]
    [InlineData("{\"resource_changes\":[7]}")]
    [InlineData("{\"resource_changes\":[[]]}")]
    [InlineData("{\"resource_changes\":[{}]}")]
    [InlineData("{\"resource_changes\":[{\"address\":7,\"type\":\"t\",\"actions\":[\"create\"]}]}")]
    [InlineData("{\"resource_changes\":[{\"address\":\"a\",\"type\":null,\"actions\":[\"create\"]}]}")]
    [InlineData("{\"resource_changes\":[{\"address\":\"a\",\"type\":\"t\"}]}")]
    [InlineData("{\"resource_changes\":[{\"address\":\"a\",\"type\":\"t\",\"actions\":\"create\"}]}")]
    [InlineData("{\"resource_changes\":[{\"address\":\"a\",\"type\":\"t\",\"actions\":[]}]}")]
    [InlineData("{\"resource_changes\":[{\"address\":\"a\",\"type\":\"t\",\"actions\":[1]}]}")]
    [InlineData("{\"resource_changes\":[{\"address\":\"a\",\"type\":\"t\",\"actions\":[\"annihilate\"]}]}")]
    [InlineData("{\"resource_changes\":[{\"address\":\"\\ud800\",\"type\":\"t\",\"actions\":[\"create\"]}]}")]
    [InlineData("{\"resource_changes\":[]")]
    [InlineData("{\"resource_changes\":[]} x")]
    [InlineData("{\"resource_changes\":[],}")]
    public async Task What_cannot_be_read_is_refused_and_never_passed(string plan)
    {
        await using var bench = new Bench();

        var judged = await bench.JudgePlanAsync(plan);

        Assert.Equal((Verdict.Fail, "POL003"), (judged.Verdict, Assert.Single(judged.Findings).RuleId));
    }

    [Fact]
    public async Task What_nobody_knows_and_what_is_deep_is_read_and_judged()
    {
        await using var bench = new Bench();
        var deep = string.Concat(Enumerable.Repeat("{\"new\":[", 100)) + "1" + string.Concat(Enumerable.Repeat("]}", 100));

        var judged = await bench.JudgePlanAsync($$"""{"new":{{deep}},"resource_changes":[{"address":"aws_s3_bucket.a","type":"aws_s3_bucket","new":{{deep}},"actions":["delete"],"before":{"new":{{deep}}},"after":null}]}""", "prod");

        Assert.Equal((Verdict.Fail, "POL201"), (judged.Verdict, Assert.Single(judged.Findings, f => f.Severity == "error").RuleId));
    }

    [Fact]
    public async Task A_plan_cut_at_any_byte_is_refused()
    {
        await using var bench = new Bench();
        var whole = Encoding.UTF8.GetBytes(Plan(Change("aws_vpc", "\"create\"", "{\"a\":[1,{\"b\":\"é\"}]}")));
        for (var length = 0; length < whole.Length; length++)
            Assert.Equal(Verdict.Fail, (await bench.JudgePlanAsync(whole[..length])).Verdict);
        Assert.Equal(Verdict.Pass, (await bench.JudgePlanAsync(whole)).Verdict);
    }

    [Theory]
    [InlineData("[", "]")]
    [InlineData("{\"a\":", "}")]
    public async Task Endless_nesting_is_refused(string open, string close)
    {
        await using var bench = new Bench();
        var deep = string.Concat(Enumerable.Repeat(open, 100_000)) + "1" + string.Concat(Enumerable.Repeat(close, 100_000));

        Assert.Equal("POL003", Assert.Single((await bench.JudgePlanAsync(Plan(Change("aws_vpc", "\"create\"", deep)))).Findings).RuleId);
        Assert.Equal("POL003", Assert.Single((await bench.JudgePlanAsync($$"""{"x":{{deep}},"resource_changes":[]}""")).Findings).RuleId);
    }

    [Fact]
    public async Task A_plan_over_the_limit_is_refused_without_being_read()
    {
        await using var bench = new Bench(options: o => o with { MaxPlanBytes = 1000 });

        var judged = await bench.JudgePlanAsync(Plan(Change("aws_vpc", "\"create\"", $"\"{new string('x', 1000)}\"")));

        Assert.Equal((Verdict.Fail, "POL004"), (judged.Verdict, Assert.Single(judged.Findings).RuleId));
        Assert.Equal(0, bench.Artifacts.Reads);
    }

    [Fact]
    public async Task A_plan_of_too_many_values_is_refused_before_it_is_parsed()
    {
        await using var bench = new Bench();
        var plan = new byte[34_000_000];
        plan.AsSpan().Fill((byte)'1');
        for (var i = 1; i < plan.Length; i += 2) plan[i] = (byte)',';
        "{\"resource_changes\":[],\"x\":["u8.CopyTo(plan);
        "1]}"u8.CopyTo(plan.AsSpan(plan.Length - 3));

        var finding = Assert.Single((await bench.JudgePlanAsync(plan)).Findings);

        Assert.Equal("POL004", finding.RuleId);
        Assert.Contains("16000000 values", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_resource_over_the_limit_is_refused()
    {
        await using var bench = new Bench(options: o => o with { MaxResourceBytes = 1000 });

        var judged = await bench.JudgePlanAsync(Plan(Change("aws_vpc", "\"create\""), Change("aws_vpc", "\"create\"", $"\"{new string('x', 1000)}\"")));

        Assert.Equal("POL004", Assert.Single(judged.Findings).RuleId);
        Assert.Contains("resource_changes[1]", judged.Findings[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fifty_megabytes_are_judged_in_bounded_memory_with_a_short_answer()
    {
        await using var bench = new Bench();
        var one = Encoding.UTF8.GetBytes(Change("aws_s3_bucket", "\"delete\"", "{\"x\":\"" + new string('x', 780) + "\"}") + ",");
        const int Count = 60_000;
        var plan = new byte[26 + one.Length * Count + 1];
        "{\"resource_changes\":     ["u8.CopyTo(plan);
        for (var i = 0; i < Count; i++) one.CopyTo(plan, 26 + i * one.Length);
        "]}"u8.CopyTo(plan.AsSpan(plan.Length - 2));

        var judged = await bench.JudgePlanAsync(plan, "prod");

        Assert.InRange(plan.Length, 50_000_000, 64 << 20);
        Assert.Equal(Verdict.Fail, judged.Verdict);
        Assert.Equal(Judgement.MostFindings + 1, judged.Findings.Count);
        Assert.Equal("POL005", judged.Findings[^1].RuleId);
        Assert.InRange(JsonSerializer.SerializeToUtf8Bytes(judged, Json.Options).Length, 1, 200_000);
    }

    [Fact]
    public async Task A_name_of_a_megabyte_does_not_make_a_megabyte_of_answer()
    {
        await using var bench = new Bench();

        var judged = await bench.JudgePlanAsync(Plan(Change("aws_s3_bucket", "\"delete\"", address: new string('a', 1_000_000))), "prod");

        Assert.InRange(JsonSerializer.SerializeToUtf8Bytes(judged, Json.Options).Length, 1, 5_000);
    }

    [Fact]
    public async Task Why_a_plan_is_refused_is_told_however_much_else_is()
    {
        await using var bench = new Bench();
        var told = Enumerable.Range(0, 1000).Select(i => $$"""{"address":"aws_db_instance.x{{i}}","type":"aws_db_instance","actions":["delete"],"after":null,"before":null}""");

        // What is lost is advisory here, and the plan as a whole cannot be read.
        var judged = await bench.JudgePlanAsync($$"""{"mode":"apply","resource_changes":[{{string.Join(',', told)}},7]}""", "dev", "baseline");

        Assert.True(judged.Refused);
        Assert.Contains(judged.Findings, f => f is { Severity: "error", RuleId: "POL003" });
        Assert.InRange(judged.Findings.Count, Judgement.MostFindings, Judgement.MostFindings + 1);
    }

    [Fact]
    public async Task Instances_that_all_belong_together_are_looked_up_once()
    {
        await using var bench = new Bench();
        static string Change(string type, int i, string references) =>
            $$"""{"address":"{{type}}.this[{{i}}]","declaration":"{{type}}.this","type":"{{type}}","actions":["create"],"after":{"block_public_acls":true},"before":null,"references":[{{references}}]}""";
        var plan = string.Join(',', Enumerable.Range(0, 10_000).SelectMany(i => new[] { Change("aws_s3_bucket", i, ""), Change("aws_s3_bucket_public_access_block", i, "\"aws_s3_bucket.this\"") }));

        var watch = System.Diagnostics.Stopwatch.StartNew();
        var judged = await bench.JudgePlanAsync($$"""{"mode":"apply","resource_changes":[{{plan}}]}""", "dev", "cis-aws");

        // A hundred million pairs would take minutes.
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30), $"{watch.Elapsed}");
        Assert.Contains(judged.Findings, f => f.RuleId == "SEC1101");
    }
}
