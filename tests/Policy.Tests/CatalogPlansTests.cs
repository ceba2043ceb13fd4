using System.Text.Json.Nodes;
using InfraAgent.Contracts;
using InfraAgent.Policy.Cost;
using InfraAgent.Policy.Plans;
using InfraAgent.Policy.Rules;
using InfraAgent.TestBed.Terraform;

namespace InfraAgent.Policy.Tests;

/// <summary>What the catalog makes keeps the rules that we ask of others: its bundles, planned by the real terraform, under the profile of each cloud in the environment that they are for.</summary>
public sealed class CatalogPlansTests
{
    static readonly PolicyCatalog Catalog = PolicyCatalog.Load([]);

    [TerraformFact]
    public Task Bundles_for_aws_keep_what_is_mandatory() => KeepWhatIsMandatory("cis-aws", "aws-services", "aws-function", "aws-kubernetes-cluster", "aws-postgres", "aws-redis");

    [TerraformFact]
    public Task Bundles_for_azure_keep_what_is_mandatory() => KeepWhatIsMandatory("cis-azure", "azure-production");

    [TerraformFact]
    public Task Bundles_for_google_cloud_keep_what_is_mandatory() => KeepWhatIsMandatory("cis-gcp", "gcp-production", "gcp-function", "gcp-iam-role", "gcp-kubernetes-cluster", "gcp-registry", "gcp-static-site");

    [TerraformFact]
    public async Task What_bundles_make_has_a_price_but_for_what_is_known_to_have_none()
    {
        using var cloud = await new SimulatedCloud().AttachAsync();
        foreach (var (bundle, region, unpriced) in new (string, string, string[])[]
        {
            ("aws-services", "eu-central-1", []),
            ("azure-production", "westeurope", ["azurerm_application_gateway", "azurerm_container_app", "azurerm_function_app_flex_consumption", "azurerm_managed_redis"]),
            ("gcp-production", "europe-west1", ["google_memorystore_instance"]),
        })
        {
            var (_, changes) = await GoldenPlan.OfAsync(cloud, bundle);
            var estimator = new CostEstimator(PriceTable.Load([]), CostQuestion.Plain with { Region = region }, planned: true);
            Assert.Null(new PlanReader(4 << 20).Read(changes, estimator.Add));
            var estimate = estimator.Finish();

            Assert.Equal(unpriced, estimate.Incomplete.Select(i => i.Type).Distinct().Order());
            Assert.Equal(unpriced.Length == 0, estimate.Complete);
            Assert.InRange(estimate.MonthlyUsd, 100, 2000);
            Assert.Equal((0m, true, estimate.MonthlyUsd), (estimate.NowMonthlyUsd!.Value, estimate.NowComplete, estimate.DifferenceUsd!.Value));
            Assert.InRange(Math.Abs(estimate.MonthlyUsd - estimate.Resources.Sum(r => r.MonthlyUsd)), 0, 0.01m * estimate.Resources.Count);

            // And the code tells it before there is a plan.
            await using var bench = new Bench();
            var files = GoldenPlan.Code(bundle);
            files["env/x.tfvars.json"] = GoldenPlan.Variables(bundle).GetRawText();
            var judged = await bench.JudgeAsync(await bench.SeedCommandAsync() with { Bundle = await bench.BundleAsync("priced", "sha256:priced", files, "env/x.tfvars.json") });
            var told = judged.Cost!.Incomplete.Select(i => i.Type).Distinct().ToList();
            // What code leaves open may turn out to cost more; of AWS nothing does.
            Assert.True(unpriced.Length == 0 ? told.Count == 0 : unpriced.All(told.Contains), string.Join("\n", judged.Cost.Incomplete));
            Assert.Null(judged.Cost.DifferenceUsd);
            Assert.InRange(judged.Cost.MonthlyUsd, unpriced.Length == 0 ? estimate.MonthlyUsd : 0.7m * estimate.MonthlyUsd, estimate.MonthlyUsd);
        }
    }

    static async Task KeepWhatIsMandatory(string profile, params string[] bundles)
    {
        using var cloud = await new SimulatedCloud().AttachAsync();
        await using var bench = new Bench();
        var refused = new List<string>();
        var types = new HashSet<string>();
        foreach (var bundle in bundles)
        {
            var (environment, changes) = await GoldenPlan.OfAsync(cloud, bundle);
            var judged = await bench.JudgePlanAsync(changes, environment, profile);
            refused.AddRange(judged.Findings.Where(f => f.Severity == "error").Select(f => $"{bundle}: {f.RuleId} {f.Message}"));
            types.UnionWith(JsonNode.Parse(changes)!["resource_changes"]!.AsArray().Select(c => c!["type"]!.GetValue<string>()));
        }

        Assert.True(refused.Count == 0, string.Join('\n', refused));
        // And not because nothing was looked at.
        Assert.InRange(Catalog.Find(profile)!.Rules.Count(r => r.PlanCheck is { } check && types.Any(check.LooksAt)), 15, int.MaxValue);
    }
}
