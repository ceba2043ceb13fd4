using InfraAgent.Policy.Rules;

namespace InfraAgent.Policy.Bundles;

/// <summary>Whatever is built or copied somewhere is so in regions that are allowed.</summary>
sealed class RegionAllowListCheck : BundleCheck
{
    static readonly string[] Words = ["region", "regions", "location", "locations"];

    readonly IReadOnlyList<string> regions;

    public RegionAllowListCheck(RuleSettings settings)
    {
        regions = settings.Texts("regions");
        if (regions.FirstOrDefault(r => !Wildcard.IsPlain(r)) is { } bad)
            throw new PolicyFileException($"'regions' has '{bad}', which is no pattern of regions; write letters, digits, '-' and '*'.");
    }

    public override IEnumerable<Found> Judge(BundleFacts facts) =>
        NamedValues.Of(facts, name => Words.Any(w => name == w || name.EndsWith("_" + w, StringComparison.Ordinal)))
            .Where(p => !Wildcard.MatchesAny(regions, p.Value))
            .Select(p => new Found($"The region '{p.Value}' is not among those that are allowed: {string.Join(", ", regions)}.") { Pointer = p.Pointer, File = p.File });
}
