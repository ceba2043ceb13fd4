using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using InfraAgent.Contracts;
using InfraAgent.Policy.Rules;
using NJsonSchema;

namespace InfraAgent.Policy.Tests;

/// <summary>What a waiver does to a finding, whose waiver counts, and what is said of those that do not.</summary>
public sealed class WaiverTests
{
    const string Database = """{"address":"module.data.aws_db_instance.this","type":"aws_db_instance","actions":["delete"],"after":null,"before":null}""";
    const string Unknown = """{"address":"aws_db_instance.x","type":"aws_db_instance","actions":["create"],"after":{"storage_encrypted":{"$unknown":true},"manage_master_user_password":true},"before":null}""";

    static readonly Actor Approver = new("boss", "rest"), Operator = new("ci", "rest");

    static readonly GivenWaiver Waiver = new()
    {
        RuleId = "POL201", Resource = "module.data.*", Reason = "It moves to the new cluster.", Owner = "team-data", Expires = DateTimeOffset.UtcNow.AddDays(30),
        Source = "/policy_waivers/0", GivenBy = Approver, Approved = true,
    };

    static byte[] Plan(params string[] changes) => Encoding.UTF8.GetBytes($$"""{"mode":"apply","resource_changes":[{{string.Join(',', changes)}}]}""");

    static Task<PlanJudged> JudgeAsync(Bench bench, string environment, params GivenWaiver[] waivers) =>
        bench.JudgePlanAsync(Plan(Database), environment, with: c => c with { Waivers = waivers, Requester = Operator });

    [Fact]
    public async Task A_waived_finding_stays_in_the_report_and_refuses_nothing()
    {
        await using var bench = new Bench();
        Assert.True((await JudgeAsync(bench, "prod")).Refused);

        var judged = await JudgeAsync(bench, "prod", Waiver);
        Assert.Equal((Verdict.Pass, false, false, Waiver.Expires), (judged.Verdict, judged.Refused, judged.ApprovalRequired, judged.WaivedUntil));
        var finding = Assert.Single(judged.Findings);
        Assert.Equal(("POL201", "note", "error", Waiver), (finding.RuleId, finding.Severity, finding.WaivedSeverity, finding.Waiver));
        Assert.Equal(new WaiverUse(Waiver, 1), Assert.Single(judged.Waivers));
        Assert.Equal("passed", judged.Checks[0].Status);

        var sarif = Encoding.UTF8.GetString(await bench.Artifacts.GetAsync(judged.Report!, default));
        Assert.Empty((await JsonSchema.FromFileAsync(Path.Combine(AppContext.BaseDirectory, "sarif-2.1.0.json"))).Validate(sarif));
        var result = JsonNode.Parse(sarif)!["runs"]![0]!["results"]![0]!;
        var suppression = Assert.Single(result["suppressions"]!.AsArray())!;
        Assert.Equal(("error", "external", "accepted", Waiver.Reason), ((string)result["level"]!, (string)suppression["kind"]!, (string)suppression["status"]!, (string)suppression["justification"]!));
        Assert.Equal(("team-data", "boss", Waiver.Expires.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)),
            ((string)suppression["properties"]!["owner"]!, (string)suppression["properties"]!["givenBy"]!, (string)suppression["properties"]!["expires"]!));
    }

    [Fact]
    public async Task A_waiver_of_what_a_person_would_approve_spares_the_approval()
    {
        await using var bench = new Bench();
        Assert.True((await JudgeAsync(bench, "staging")).ApprovalRequired);

        var judged = await JudgeAsync(bench, "staging", Waiver);
        Assert.False(judged.ApprovalRequired);
        Assert.DoesNotContain("needs approval", Assert.Single(judged.Findings).Message, StringComparison.Ordinal);
        Assert.Equal(Waiver.Expires, judged.WaivedUntil);
        // What is only told hangs on nothing.
        Assert.Null((await bench.JudgePlanAsync(Plan(Database), "dev", "baseline", with: c => c with { Waivers = [Waiver] })).WaivedUntil);
    }

    [Fact]
    public async Task What_cannot_be_known_yet_can_be_waived_too()
    {
        await using var bench = new Bench();
        var waiver = Waiver with { RuleId = "SEC1201", Resource = "aws_db_instance.x" };

        var judged = await bench.JudgePlanAsync(Plan(Unknown), "staging", "cis-aws", with: c => c with { Waivers = [waiver] });
        Assert.DoesNotContain(judged.Findings, f => f.RuleId == "SEC1201" && f.Waiver is null);
        Assert.False(judged.Refused);
        Assert.True((await bench.JudgePlanAsync(Plan(Unknown), "staging", "cis-aws")).Refused);
    }

    public static TheoryData<string, string> Powerless => new()
    {
        { "ended", "ended on" }, { "operator", "has not the approver role" }, { "other resource", "" }, { "other rule", "" }, { "pattern without star", "" },
    };

    [Theory]
    [MemberData(nameof(Powerless))]
    public async Task What_does_not_count_leaves_the_refusal_and_says_why(string what, string why)
    {
        await using var bench = new Bench();
        var waiver = what switch
        {
            "ended" => Waiver with { Expires = DateTimeOffset.UtcNow.AddSeconds(-1) },
            "operator" => Waiver with { GivenBy = Operator, Approved = false },
            "other resource" => Waiver with { Resource = "module.other.*" },
            "other rule" => Waiver with { RuleId = "POL202" },
            _ => Waiver with { Resource = "module.data" },
        };
        foreach (var environment in new[] { "prod", "staging" })
        {
            var judged = await JudgeAsync(bench, environment, waiver);
            Assert.Equal((environment == "prod", environment == "staging"), (judged.Refused, judged.ApprovalRequired));
            Assert.Empty(judged.Waivers);
            Assert.Null(judged.WaivedUntil);
            var finding = Assert.Single(judged.Findings, f => f.RuleId == "POL201");
            Assert.Null(finding.Waiver);
            Assert.Contains(why, finding.Remediation, StringComparison.Ordinal);
            if (why.Length > 0)
                Assert.Contains("/policy_waivers/0", finding.Remediation, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_is_only_told_anybody_may_waive()
    {
        await using var bench = new Bench();
        var judged = await bench.JudgePlanAsync(Plan(Database), "dev", "baseline", with: c => c with { Waivers = [Waiver with { GivenBy = Operator, Approved = false }] });
        Assert.NotNull(Assert.Single(judged.Findings).Waiver);
    }

    [Theory]
    [InlineData("boss", false)]
    [InlineData("ci", true)]
    public async Task Where_a_second_person_is_asked_for_a_waiver_of_the_requester_does_not_count(string requester, bool counts)
    {
        using var folder = new TempPolicy("profiles: [{ name: careful, title: Two people, extends: production-guardrails, approvals: { four_eyes: true, expire_after: 4h }, rules: {} }]");
        await using var bench = new Bench(options: o => o with { Folders = [folder.Path] });

        var judged = await bench.JudgePlanAsync(Plan(Database), "prod", "careful", with: c => c with { Waivers = [Waiver], Requester = new Actor(requester, "amqp") });
        Assert.Equal((!counts, true, TimeSpan.FromHours(4)), (judged.Refused, judged.FourEyes, judged.ApproveWithin));
        Assert.Equal(!counts, Assert.Single(judged.Findings).Remediation!.Contains("asks for a second person", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_waiver_of_a_rule_for_plans_counts_ahead_of_a_plan_that_somebody_else_may_ask_for()
    {
        using var folder = new TempPolicy("profiles: [{ name: careful, title: Two people, extends: production-guardrails, approvals: { four_eyes: true }, rules: {} }]");
        await using var bench = new Bench(options: o => o with { Folders = [folder.Path] });
        const string Open = "resource \"aws_db_instance\" \"this\" {\n  publicly_accessible = true\n  storage_encrypted = true\n}\n";
        var command = await bench.SeedCommandAsync("prod", "careful") with
        {
            Bundle = await bench.BundleAsync("d", "sha256:c", new() { ["main.tf"] = Open }), Parameters = new Dictionary<string, System.Text.Json.JsonElement>(),
            Labels = new Dictionary<string, string> { ["owner"] = "team-data", ["cost-center"] = "CC-1000", ["environment"] = "prod" },
        };
        Assert.Contains((await bench.JudgeAsync(command)).Findings, f => f is { RuleId: "NET1202", Severity: "error" });

        var judged = await bench.JudgeAsync(command with { Waivers = [Waiver with { RuleId = "NET1202", Resource = "aws_db_instance.this" }], Requester = Approver });
        Assert.Equal(Waiver.Expires, judged.WaivedUntil);
        Assert.NotNull(Assert.Single(judged.Findings, f => f.RuleId == "NET1202").Waiver);
    }

    [Fact]
    public async Task Waivers_that_are_not_needed_have_ended_or_cover_everything_are_told_where_their_rules_are_judged()
    {
        await using var bench = new Bench();
        var judged = await JudgeAsync(bench, "prod",
            Waiver with { Resource = "*" }, Waiver with { Resource = "module.other", Source = "/policy_waivers/1" }, Waiver with { Expires = DateTimeOffset.UnixEpoch, Source = "/policy_waivers/2" },
            Waiver with { RuleId = "POL101", Source = "/policy_waivers/3" }, Waiver with { Resource = "*", Source = "/policy_waivers/4" });

        Assert.False(judged.Refused);
        Assert.Equal([("POL009", "/policy_waivers/0"), ("POL008", "/policy_waivers/1"), ("POL007", "/policy_waivers/2")],
            judged.Findings.Where(f => f.Severity == "note" && f.Waiver is null).Select(f => (f.RuleId, f.Pointer!)));

        var bundle = await bench.JudgeAsync(await bench.SeedCommandAsync() with { Waivers = [Waiver with { RuleId = "POL101", Resource = "/parameters/none" }, Waiver] });
        Assert.Equal("POL008", Assert.Single(bundle.Findings, f => f.RuleId.StartsWith("POL00", StringComparison.Ordinal)).RuleId);
    }

    [Fact]
    public async Task A_finding_about_the_request_is_waived_by_its_pointer()
    {
        await using var bench = new Bench();
        var command = await bench.SeedCommandAsync("prod");
        Assert.True((await bench.JudgeAsync(command)).Refused);

        var judged = await bench.JudgeAsync(command with { Waivers = [Waiver with { RuleId = "POL101", Resource = "/parameters/container_image" }], Requester = Approver });
        Assert.Equal((Verdict.Pass, false, Waiver.Expires), (judged.Verdict, judged.Refused, judged.WaivedUntil));
        Assert.Equal("passed", judged.Checks[0].Status);
    }

    [Theory]
    [InlineData("prod", "d", true)]
    [InlineData("prod-eu", "d", true)]
    [InlineData("prod", "other", false)]
    [InlineData("production", "d", false)]
    public async Task The_operators_own_count_where_they_are_for_and_need_nobody_else(string environment, string deployment, bool counts)
    {
        using var folder = new TempPolicy("""
            waivers:
              - rule_id: POL201
                resource: module.data.*
                reason: It moves.
                owner: platform
                expires: 2999-12-31
                environments: [prod, "prod-*"]
                deployments: [d]
            profiles: [{ name: careful, title: Two people, extends: production-guardrails, approvals: { four_eyes: true }, rules: {} }]
            """);
        await using var bench = new Bench(options: o => o with { Folders = [folder.Path] });

        var judged = await bench.JudgePlanAsync(Plan(Database), environment, "careful", with: c => c with { DeploymentId = deployment, Requester = Operator });
        Assert.Equal(!counts, judged.Refused);
        if (counts)
            Assert.Equal(("own.yaml", null), (judged.Waivers[0].Waiver.Source, judged.Waivers[0].Waiver.GivenBy));
        // For many deployments: where one has no use for it, that is nothing to tell.
        Assert.DoesNotContain((await bench.JudgePlanAsync(Plan(), environment, "careful")).Findings, f => f.RuleId == "POL008");
    }

    [Theory]
    [InlineData("waivers: [{ rule_id: POL2011, resource: x, reason: r, owner: o, expires: 2999-01-01 }]", "the rule 'POL2011', which there is not. Did you mean POL201")]
    [InlineData("waivers: [{ rule_id: POL201, reason: r, owner: o, expires: 2999-01-01 }]", "'resource' is missing")]
    [InlineData("waivers: [{ rule_id: POL201, resource: x, owner: o, expires: 2999-01-01 }]", "'reason' is missing")]
    [InlineData("waivers: [{ rule_id: POL201, resource: x, reason: r, expires: 2999-01-01 }]", "'owner' is missing")]
    [InlineData("waivers: [{ rule_id: POL201, resource: x, reason: r, owner: o }]", "'expires' is ''")]
    [InlineData("waivers: [{ rule_id: POL201, resource: x, reason: r, owner: o, expires: soon }]", "'expires' is 'soon'; write an RFC 3339 date")]
    [InlineData("waivers: [{ rule_id: POL201, resource: x, reason: r, owner: o, expires: 2999-01-01, environments: [\"a b\"] }]", "'a b' is no pattern")]
    [InlineData("waivers: [{ rule_id: POL201, resource: x, reason: r, owner: o, expires: 2999-01-01, for: ever }]", "own.yaml:1:")]
    [InlineData("profiles: [{ name: p, title: t, approvals: { expire_after: never } }]", "'approvals.expire_after' is 'never'; write a duration")]
    [InlineData("profiles: [{ name: p, title: t, approvals: { expire_after: 31d } }]", "from 1m to 30d")]
    [InlineData("profiles: [{ name: p, title: t, extends: production-guardrails, approvals: { expire_after: 25h } }]", "longer than the 24 hours")]
    [InlineData("profiles: [{ name: p, title: t, approvals: { four_eyes: true } }, { name: q, title: t, extends: p, approvals: { four_eyes: false } }]", "asks for a second person")]
    public void A_waiver_or_an_approval_that_is_written_wrong_is_told_with_what_to_write(string text, string told) =>
        Assert.Contains(told, Assert.Throws<PolicyFileException>(() => PolicyCatalog.FromTexts(("own.yaml", text))).Message, StringComparison.Ordinal);

    [Fact]
    public void The_examples_of_the_page_are_ones_that_load()
    {
        var blocks = PolicyPage.Text.Split("```yaml").Skip(1).Select(b => b[..b.IndexOf("```", StringComparison.Ordinal)]).Where(b => b.Contains("waivers:", StringComparison.Ordinal) || b.Contains("approvals:", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, blocks.Count);
        var catalog = PolicyCatalog.FromTexts(blocks.Select((b, i) => ($"policy.md, example {i + 1}", b)));
        Assert.Equal(new ApprovalTerms(TimeSpan.FromHours(8), true), catalog.Find("acme-careful")!.Approvals);
        Assert.Equal(["prod", "prod-*"], Assert.Single(catalog.Waivers).Environments);
    }

    [Fact]
    public async Task A_waiver_with_a_mistake_counts_for_nothing_and_the_rest_of_its_file_holds()
    {
        using var folder = new TempPolicy("""
            profiles: [{ name: careful, title: As before, extends: production-guardrails, rules: {} }]
            waivers:
              - { rule_id: POL201, resource: "*", reason: r, owner: o, expires: soon }
              - { rule_id: POL101, resource: "*", reason: r, owner: o, expires: 2999-01-01 }
            """);
        var catalog = PolicyCatalog.Load([folder.Path]);
        Assert.Equal("POL101", Assert.Single(catalog.Waivers).Waiver.RuleId);
        Assert.Contains("own.yaml:3: The waiver of POL201: 'expires' is 'soon'", Assert.Single(catalog.Problems).ToString(), StringComparison.Ordinal);
        await using var bench = new Bench(options: o => o with { Folders = [folder.Path] });
        Assert.True((await bench.JudgePlanAsync(Plan(Database), "prod", "careful")).Refused);
    }

    [Theory]
    [InlineData("production-guardrails", 24, false)]
    [InlineData("baseline", 72, false)]
    [InlineData("cis-aws", 72, false)]
    public void Profiles_inherit_how_plans_are_approved(string name, int hours, bool four) =>
        Assert.Equal(new ApprovalTerms(TimeSpan.FromHours(hours), four), PolicyCatalog.Load([]).Find(name)!.Approvals);

    [Theory]
    [InlineData("*", "", true)]
    [InlineData("*", "anything", true)]
    [InlineData("a*", "a", true)]
    [InlineData("a*", "b", false)]
    [InlineData("*a", "ba", true)]
    [InlineData("a*a", "a", false)]
    [InlineData("a*b*c", "a-b-c", true)]
    [InlineData("a*b*c", "a-c-b", false)]
    [InlineData("a**c", "ac", true)]
    [InlineData("ab*bc", "abc", false)]
    [InlineData("x[\"a?b\"].y", "x[\"a?b\"].y", true)]
    [InlineData("x[\"a?b\"].y", "x[\"acb\"].y", false)]
    [InlineData("x[\"a\\\"b\"]", "x[\"a\\\"b\"]", true)]
    [InlineData("a.*.b", "a.c.d.b", true)]
    public void A_star_stands_for_any_characters_and_all_else_for_itself(string pattern, string text, bool matches) => Assert.Equal(matches, Wildcard.Matches(pattern, text));

    [Fact]
    public async Task Hostile_waivers_cost_no_more_than_the_plan()
    {
        await using var bench = new Bench();
        var name = "aws_db_instance." + new string('a', 400);
        var plan = Plan([.. Enumerable.Range(0, 10_000).Select(i => Database.Replace("module.data.aws_db_instance.this", $"{name}{i}", StringComparison.Ordinal))]);
        var waivers = Enumerable.Range(0, 64).Select(i => Waiver with { Resource = string.Concat(Enumerable.Repeat("*a", 256 - i)) + "*b", Source = $"/policy_waivers/{i}" }).ToList();

        var watch = Stopwatch.StartNew();
        var judged = await bench.JudgePlanAsync(plan, "prod", with: c => c with { Waivers = waivers });
        Assert.True(judged.Refused);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(60), $"{watch.Elapsed}");

        // Waived by the thousand, and what is not is still seen.
        var mixed = await bench.JudgePlanAsync(Plan([.. Enumerable.Range(0, 1000).Select(i => Database.Replace("module.data.", $"module.data.m{i}.", StringComparison.Ordinal)), Database.Replace("module.data", "module.other", StringComparison.Ordinal)]),
            "prod", with: c => c with { Waivers = [Waiver] });
        Assert.True(mixed.Refused);
        Assert.Equal("module.other.aws_db_instance.this", Assert.Single(mixed.Findings, f => f.Severity == "error").Resource);
        Assert.Equal(1000, Assert.Single(mixed.Waivers).Findings);
        Assert.InRange(mixed.Findings.Count, 201, 250);
    }

    sealed class TempPolicy : IDisposable
    {
        public TempPolicy(string text) => File.WriteAllText(System.IO.Path.Combine(Path, "own.yaml"), text);

        public string Path { get; } = Directory.CreateTempSubdirectory("policy-own-").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
