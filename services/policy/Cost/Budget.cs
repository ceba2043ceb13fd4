using System.Globalization;
using InfraAgent.Contracts;
using InfraAgent.Policy.Rules;

namespace InfraAgent.Policy.Cost;

/// <summary>What budget rules look at.</summary>
/// <param name="Estimate">Null where nothing could be worked out yet.</param>
/// <param name="Asked">The deployment's own budget.</param>
/// <param name="Granted">The environment's, for each deployment in it.</param>
sealed record CostFacts(string Environment, CostEstimate? Estimate, decimal? Asked, decimal? Granted);

/// <summary>How much a deployment may cost a month: the least that profile, environment and request say. What nobody says is not judged.</summary>
sealed class Budget(RuleSettings settings)
{
    readonly decimal? usd = settings.OptionalAmount("usd");
    readonly IReadOnlyDictionary<string, decimal> environments = settings.OptionalAmounts("environments");

    public IEnumerable<Found> Judge(CostFacts facts)
    {
        if (Of(facts) is not var (limit, whose, pointer) || facts.Estimate is { NotPriced: not null }) yield break;
        var budget = $"the budget of {whose} is {Text(limit)}";
        if (facts.Estimate is not { } estimate)
            yield return new Found($"What it costs cannot be estimated before there is a plan; {budget} USD a month.") { Pointer = pointer, Unknown = true };
        else if (estimate.MonthlyUsd > limit)
            yield return new Found($"It would cost {(estimate.Complete ? "" : "at least ")}{Text(estimate.MonthlyUsd)} USD a month by {(estimate.PricedBy is { } tool ? $"what {tool} says" : "list prices")}; {budget}. {Costliest(estimate)}") { Pointer = pointer };
        else if (!estimate.Complete)
            yield return new Found($"It would cost at least {Text(estimate.MonthlyUsd)} USD a month, and {budget}; {Unpriced(estimate)}") { Pointer = pointer, Unknown = true };
    }

    (decimal Limit, string Whose, string? Pointer)? Of(CostFacts facts)
    {
        var ofProfile = environments.Where(e => Wildcard.Matches(e.Key, facts.Environment)).Select(e => (decimal?)e.Value).Min() ?? usd;
        // The request comes last: it counts only where it says less.
        (decimal? Limit, string Whose, string? Pointer)[] said =
        [
            (ofProfile, "the policy profile", null), (facts.Granted, $"the environment '{facts.Environment}'", null), (facts.Asked, "the request", "/cost/monthly_budget_usd"),
        ];
        return said.Where(s => s.Limit is not null).OrderBy(s => s.Limit).Select(s => ((decimal, string, string?)?)(s.Limit!.Value, s.Whose, s.Pointer)).FirstOrDefault();
    }

    internal static string Text(decimal usd) => usd.ToString("0.00", CultureInfo.InvariantCulture);

    /// <summary>Why the sum is not the whole.</summary>
    internal static string Unpriced(CostEstimate estimate) =>
        $"what more it costs is not known ({string.Join("; ", estimate.Incomplete.Take(3).Select(i => $"{i.Address}: {i.Reason}"))}{(estimate.Incomplete.Count > 3 ? $"; and {estimate.Incomplete.Count - 3} more" : "")}).";

    static string Costliest(CostEstimate estimate) => $"The costliest: {string.Join(", ", estimate.Resources.Take(3).Select(r => $"{r.Address} {Text(r.MonthlyUsd)}"))}.";
}
