using System.Text.Json.Nodes;
using InfraAgent.Contracts;
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

    static async Task KeepWhatIsMandatory(string profile, params string[] bundles)
    {
        using var cloud = await new SimulatedCloud().AttachAsync();
        await using var bench = new Bench();
        var refused = new List<string>();
        var types = new HashSet<string>();
        foreach (var bundle in bundles)
        {
            var (environment, changes) = await CatalogPlans.MakeAsync(cloud, bundle);
            var judged = await bench.JudgePlanAsync(changes, environment, profile);
            refused.AddRange(judged.Findings.Where(f => f.Severity == "error").Select(f => $"{bundle}: {f.RuleId} {f.Message}"));
            types.UnionWith(JsonNode.Parse(changes)!["resource_changes"]!.AsArray().Select(c => c!["type"]!.GetValue<string>()));
        }

        Assert.True(refused.Count == 0, string.Join('\n', refused));
        // And not because nothing was looked at.
        Assert.InRange(Catalog.Find(profile)!.Rules.Count(r => r.PlanCheck is { } check && types.Any(check.LooksAt)), 15, int.MaxValue);
    }
}
