using InfraAgent.Policy.Cost;
using InfraAgent.Policy.Plans;
using InfraAgent.Policy.Rules;
using InfraAgent.Policy.Waivers;

namespace InfraAgent.Policy.Tests;

public sealed class PolicyWarmUpTests
{
    [Fact]
    public void The_made_up_plan_is_read_as_a_plan_and_goes_through_rules_of_every_cloud()
    {
        var catalog = PolicyCatalog.FromTexts(("all.yaml", "profiles:\n  - name: all-rules\n    title: Every shipped rule\n    rules:\n"
            + string.Concat(PolicyCatalog.Load([]).Rules.Where(r => r.Phase == Phase.Plan).Select(r => $"      {r.Id}: {{ level: advisory }}\n"))));
        var (options, profiles) = (new PolicyOptions(), new ProfileChoice(catalog, new PolicyOptions()));
        var authority = new WaiverAuthority(catalog, profiles, TimeProvider.System);

        var found = PolicyWarmUp.Run(catalog, new PlanJudge(profiles, authority, null!, options, null!, null!, PriceTable.Load([]), null!), authority).Findings;

        Assert.DoesNotContain(found, f => f.RuleId == "POL003");
        Assert.All(["aws_", "azurerm_", "google_"], cloud => Assert.Contains(found, f => f.Resource?.StartsWith(cloud, StringComparison.Ordinal) == true));
    }
}
