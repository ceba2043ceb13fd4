using InfraAgent.Policy.Bundles;
using InfraAgent.Policy.Cost;
using InfraAgent.Policy.Plans;

namespace InfraAgent.Policy.Rules;

/// <summary>Every check there is, by the name that rule files use.</summary>
static class Checks
{
    public static IReadOnlyDictionary<string, Func<RuleSettings, BundleCheck>> Bundle { get; } = new Dictionary<string, Func<RuleSettings, BundleCheck>>
    {
        ["image-version"] = settings => new ImageVersionCheck(settings),
        ["required-tags"] = settings => new RequiredTagsCheck(settings),
        ["monthly-budget"] = settings => new BudgetBundleCheck(settings),
        ["observability"] = settings => new ObservabilityCheck(settings),
        ["tag-format"] = settings => new TagFormatCheck(settings),
        ["region-allow-list"] = settings => new RegionAllowListCheck(settings),
        ["module-allow-list"] = settings => new ModuleAllowListCheck(settings),
    };

    public static IReadOnlyDictionary<string, Func<RuleSettings, PlanCheck>> Plan { get; } = new Dictionary<string, Func<RuleSettings, PlanCheck>>
    {
        ["stateful-loss"] = settings => new StatefulLossCheck(settings),
        ["blast-radius"] = settings => new BlastRadiusCheck(settings),
        ["open-ports"] = settings => new OpenPortsCheck(settings),
        ["monthly-budget"] = settings => new BudgetPlanCheck(settings),
        ["cost-increase"] = settings => new CostIncreaseCheck(settings),
        ["any-change"] = _ => new AnyChangeCheck(),
    };
}
