using System.Text;
using System.Text.Json;
using InfraAgent.Contracts;
using InfraAgent.Policy.Assertions;
using InfraAgent.Policy.Bundles;
using InfraAgent.Policy.Cost;
using InfraAgent.Policy.Rules;

namespace InfraAgent.Policy.Tests.Cost;

public sealed class BudgetTests
{
    const string Cluster = """{"address":"aws_eks_cluster.x","type":"aws_eks_cluster","actions":["create"],"before":null,"after":{"region":"eu-west-1"}}""";
    const string Unpriced = """{"address":"azurerm_managed_redis.x","type":"azurerm_managed_redis","actions":["create"],"before":null,"after":{}}""";

    static string Plan(params string[] changes) => $$"""{"resource_changes":[{{string.Join(',', changes)}}]}""";

    static string Nat(string actions, int count = 1, string before = "null") => string.Join(',', Enumerable.Range(0, count).Select(i =>
        $$$"""{"address":"aws_nat_gateway.n[{{{i}}}]","type":"aws_nat_gateway","actions":[{{{actions}}}],"before":{{{before}}},"after":{"region":"eu-west-1"}}"""));

    static async Task<PlanJudged> JudgeAsync(string changes, string environment = "dev", string profile = "cost-guarded", CostRequest? cost = null, decimal? granted = null, bool destroy = false, BundleRef? bundle = null, MemoryArtifacts? artifacts = null)
    {
        await using var bench = new Bench(options: o => o with { Environments = _ => new EnvironmentPolicy(null, false) { MonthlyBudgetUsd = granted } }, artifacts: artifacts);
        return await bench.JudgePlanAsync(new JudgePlan
        {
            DeploymentId = "d", RunId = Guid.NewGuid(), Environment = environment, Runtime = "terraform", PolicyProfile = profile, PlanDigest = "sha256:p", Destroy = destroy, Cost = cost, Bundle = bundle,
            Changes = await bench.Artifacts.PutAsync("d/r1/plan.json", Encoding.UTF8.GetBytes(changes), default),
        });
    }

    [Fact]
    public async Task A_plan_within_its_budget_passes_and_tells_what_it_costs()
    {
        var judged = await JudgeAsync(Plan(Cluster));

        Assert.Equal(Verdict.Pass, judged.Verdict);
        Assert.Equal((73m, true, 0m, 73m, true), (judged.Cost!.MonthlyUsd, judged.Cost.Complete, judged.Cost.NowMonthlyUsd, judged.Cost.DifferenceUsd, judged.Cost.DifferenceComplete));
        Assert.Equal(new CostSummary(73, true, 73, true), judged.Cost.Summary);
    }

    [Fact]
    public async Task A_plan_over_its_budget_is_refused_with_what_is_costliest()
    {
        var judged = await JudgeAsync(Plan(Nat("\"create\"", 8)));

        Assert.Equal(Verdict.Fail, judged.Verdict);
        var finding = Assert.Single(judged.Findings, f => f.Severity == "error");
        Assert.Equal("COST201", finding.RuleId);
        Assert.Equal("It would cost 318.72 USD a month by list prices; the budget of the policy profile is 300.00. The costliest: aws_nat_gateway.n[0] 39.84, aws_nat_gateway.n[1] 39.84, aws_nat_gateway.n[2] 39.84.", finding.Message);
    }

    [Theory]
    [InlineData("dev", null, null, 300)]
    [InlineData("staging", null, null, 1000)]
    [InlineData("prod-eu", null, null, 5000)]
    [InlineData("dev", 100.0, null, 100)]
    [InlineData("dev", null, 50.0, 50)]
    [InlineData("dev", 100.0, 50.0, 50)]
    // A request lowers what it may cost, and does not raise it.
    [InlineData("dev", 50.0, 100.0, 50)]
    [InlineData("dev", null, 1000000.0, 300)]
    public async Task The_least_budget_counts(string environment, double? granted, double? asked, decimal limit)
    {
        var budgeted = new CostRequest { MonthlyBudgetUsd = (decimal?)asked };
        var (fits, over) = ((int)Math.Floor(limit / 39.84m), (int)Math.Floor(limit / 39.84m) + 1);
        if (fits > 0) Assert.DoesNotContain((await JudgeAsync(Plan(Nat("\"create\"", fits)), environment, cost: budgeted, granted: (decimal?)granted)).Findings, f => f.RuleId == "COST201");
        var finding = Assert.Single((await JudgeAsync(Plan(Nat("\"create\"", over)), environment, cost: budgeted, granted: (decimal?)granted)).Findings, f => f.RuleId == "COST201");
        Assert.Contains($" is {limit}.00.", finding.Message);
    }

    [Fact]
    public async Task A_request_that_sets_its_own_budget_is_pointed_at()
    {
        var finding = Assert.Single((await JudgeAsync(Plan(Cluster), cost: new CostRequest { MonthlyBudgetUsd = 10 })).Findings, f => f.RuleId == "COST201");

        Assert.Equal(("/cost/monthly_budget_usd", true), (finding.Pointer, finding.Message.Contains("the budget of the request is 10.00", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_budget_counts_in_every_profile()
    {
        var judged = await JudgeAsync(Plan(Cluster), "staging", "baseline", new CostRequest { MonthlyBudgetUsd = 10 });

        Assert.Equal(("COST201", true), (Assert.Single(judged.Findings).RuleId, judged.ApprovalRequired));
        Assert.Empty((await JudgeAsync(Plan(Cluster), "staging", "baseline")).Findings);
    }

    [Fact]
    public async Task What_has_no_price_is_for_a_person_to_look_at()
    {
        var judged = await JudgeAsync(Plan(Cluster, Unpriced));

        Assert.Equal((Verdict.Incomplete, true, true), (judged.Verdict, judged.IncompleteAccepted, judged.ApprovalRequired));
        Assert.Contains("It would cost at least 73.00 USD a month, and the budget of the policy profile is 300.00; what more it costs is not known (azurerm_managed_redis.x: ", Assert.Single(judged.Findings, f => f.RuleId == "COST201").Message);
    }

    [Fact]
    public async Task What_is_over_the_budget_is_so_whatever_else_is_not_known()
    {
        var judged = await JudgeAsync(Plan(Nat("\"create\"", 8), Unpriced));

        Assert.Equal(Verdict.Fail, judged.Verdict);
        Assert.Contains("at least 318.72 USD", Assert.Single(judged.Findings, f => f.RuleId == "COST201").Message);
    }

    [Theory]
    [InlineData(1, "prod", false)]
    [InlineData(3, "prod", true)]
    [InlineData(3, "dev", false)]
    public async Task What_gets_much_costlier_needs_approval(int more, string environment, bool approval)
    {
        var judged = await JudgeAsync(Plan(Nat("\"no-op\"", 8).Replace("n[", "old["), Nat("\"create\"", more)), environment);

        Assert.Equal(approval, judged.ApprovalRequired);
        if (approval) Assert.Contains("It would cost 119.52 USD a month more than what runs now (38 %); 100.00 USD or 20 % is what may go by itself.", Assert.Single(judged.Findings, f => f.RuleId == "COST202").Message);
    }

    [Fact]
    public async Task A_removal_needs_no_budget()
    {
        var judged = await JudgeAsync(Plan(Nat("\"delete\"", 1, """{"region":"eu-west-1"}""")), destroy: true);

        Assert.Equal((0m, 39.84m, -39.84m), (judged.Cost!.MonthlyUsd, judged.Cost.NowMonthlyUsd, judged.Cost.DifferenceUsd));
        Assert.DoesNotContain(judged.Findings, f => f.RuleId.StartsWith("COST", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("\"no-op\"", "null", 39.84, 39.84, 0)]
    [InlineData("\"delete\",\"create\"", """{"region":"eu-central-1"}""", 39.84, 43.16, -3.32)]
    [InlineData("\"update\"", """{"region":"eu-central-1"}""", 39.84, 43.16, -3.32)]
    [InlineData("\"forget\"", """{"region":"eu-west-1"}""", 0, 39.84, -39.84)]
    [InlineData("\"read\"", "null", 0, 0, 0)]
    public async Task Each_kind_of_change_counts_for_what_it_does(string actions, string before, decimal then, decimal now, decimal difference)
    {
        var cost = (await JudgeAsync(Plan(Nat(actions, 1, before)))).Cost!;

        Assert.Equal((then, now, difference), (cost.MonthlyUsd, cost.NowMonthlyUsd!.Value, cost.DifferenceUsd!.Value));
    }

    [Fact]
    public async Task A_plan_that_cannot_be_read_has_no_estimate() => Assert.Null((await JudgeAsync("{}")).Cost);

    [Fact]
    public async Task What_tells_no_region_is_priced_by_the_bundles()
    {
        var artifacts = new MemoryArtifacts();
        await using var bench = new Bench(artifacts: artifacts);
        var bundle = await bench.BundleAsync("d", "sha256:code", new() { ["env/dev.tfvars.json"] = """{"aws_region":"eu-central-1"}""" }, "env/dev.tfvars.json");

        Assert.Equal(43.16m, (await JudgeAsync(Plan(Nat("\"create\"").Replace("\"region\":\"eu-west-1\"", "")), bundle: bundle, artifacts: artifacts)).Cost!.MonthlyUsd);
    }

    [Theory]
    [InlineData("kubernetes")]
    [InlineData("helm")]
    [InlineData("docker-compose")]
    public async Task What_runs_on_a_cluster_or_host_has_no_price_of_its_own_and_no_budget(string runtime)
    {
        await using var bench = new Bench();
        var judged = await bench.JudgeAsync(await bench.SeedCommandAsync("dev", "cost-guarded") with { Runtime = runtime, Cost = new CostRequest { MonthlyBudgetUsd = 0 } });

        Assert.NotNull(judged.Cost!.NotPriced);
        Assert.True(judged.Cost.Complete);
        Assert.DoesNotContain(judged.Findings, f => f.RuleId.StartsWith("COST", StringComparison.Ordinal));
    }

    [Fact]
    public void Code_is_priced_by_what_it_tells()
    {
        var planned = new[] { new Subject("module.vpc.aws_nat_gateway.this", "module.vpc.aws_nat_gateway.this", "aws_nat_gateway", JsonElement.Parse("""{"subnet_id":{"$unknown":true}}"""), new HashSet<string>()) };
        var facts = new BundleFacts { Runtime = "terraform", Planned = planned };
        var cost = BundleJudge.CostOf(facts, PriceTable.Load([]), CostQuestion.Plain with { Region = "eu-west-1" });
        Assert.Equal((39.84m, true, (decimal?)null), (cost!.MonthlyUsd, cost.Complete, cost.DifferenceUsd));

        var judgement = new Judgement();
        var profile = PolicyCatalog.Load([]).Find("cost-guarded")!;
        BundleJudge.Judge("dev", profile.Rules.Where(r => r.Rule.Id == "COST101"), facts with { Cost = new CostFacts("dev", cost, 20, null) }, judgement);
        Assert.Equal("COST101", Assert.Single(judgement.Findings).RuleId);
        Assert.Equal(Verdict.Fail, judgement.Verdict);
    }

    [Fact]
    public async Task What_cannot_be_estimated_before_a_plan_refuses_nothing()
    {
        await using var bench = new Bench();
        var judged = await bench.JudgeAsync(await bench.SeedCommandAsync("dev", "cost-guarded") with { Runtime = "pulumi" });

        Assert.Null(judged.Cost);
        var finding = Assert.Single(judged.Findings, f => f.RuleId == "COST101");
        Assert.Equal(("note", true), (finding.Severity, finding.Message.StartsWith("What it costs cannot be estimated before there is a plan", StringComparison.Ordinal)));
        Assert.NotEqual(Verdict.Fail, judged.Verdict);
    }

    [Fact]
    public async Task A_use_that_nothing_is_priced_by_is_told()
    {
        await using var bench = new Bench();
        var usage = new Dictionary<string, IReadOnlyDictionary<string, decimal>> { ["module.a/b"] = new Dictionary<string, decimal> { ["montly_requests"] = 5, ["monthly_gb"] = 5 } };
        var judged = await bench.JudgeAsync(await bench.SeedCommandAsync() with { Cost = new CostRequest { Usage = usage } });

        var finding = Assert.Single(judged.Findings, f => f.RuleId == "POL031");
        Assert.Equal(("/cost/usage/module.a~1b/montly_requests", "Did you mean 'monthly_requests'?"), (finding.Pointer, finding.Remediation));
    }

    [Theory]
    [InlineData("with: { usd: -1 }", "'with' has 'usd', which must be an amount from 0.")]
    [InlineData("with: { environments: { dev: much } }", "'with' has 'environments.dev', which must be an amount from 0.")]
    [InlineData("with: { environments: { 'd?v': 1 } }", "'environments' has 'd?v', which is no name or pattern")]
    [InlineData("with: { environments: [dev] }", "'environments' must be a mapping of amounts.")]
    [InlineData("with: { eur: 1 }", "'with' has 'eur', which the check 'monthly-budget' does not know; it knows environments, usd.")]
    public void A_budget_that_is_wrong_stops_the_start(string with, string message) => Assert.Contains(message, Assert.Throws<PolicyFileException>(() =>
        PolicyCatalog.FromTexts(("ours.yaml", $"profiles:\n  - name: ours\n    title: Ours\n    extends: baseline\n    rules:\n      COST201: {{ level: mandatory, {with} }}\n"))).Message);
}
