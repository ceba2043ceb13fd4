using System.Globalization;
using InfraAgent.Policy.Plans;
using InfraAgent.Policy.Rules;

namespace InfraAgent.Policy.Cost;

/// <summary>The plan makes it costlier by more than so much, or by more than so many percent of what runs now.</summary>
sealed class CostIncreaseCheck : PlanCheck
{
    readonly decimal? usd, percent;

    public CostIncreaseCheck(RuleSettings settings)
    {
        (usd, percent) = (settings.OptionalAmount("usd"), settings.OptionalAmount("percent"));
        if (usd is null && percent is null) throw new PolicyFileException("'with' needs 'usd' or 'percent', an amount from 0.");
    }

    public override bool LooksAt(string type) => false;

    public override IEnumerable<Found> AtEnd(PlanTotals totals)
    {
        if (totals.Cost?.Estimate is not { DifferenceUsd: { } difference } estimate) yield break;
        // A first rollout has nothing that it could be more than.
        var share = estimate.NowMonthlyUsd is > 0 and var now ? (double)difference / (double)now * 100 : (double?)null;
        if (difference > usd || (share > (double?)percent && difference > 0))
        {
            yield return new Found($"It would cost {Budget.Text(difference)} USD a month more than what runs now{(share is null ? "" : $" ({share.Value.ToString("0", CultureInfo.InvariantCulture)} %)")}; "
                + $"{string.Join(" or ", new[] { usd is null ? null : $"{Budget.Text(usd.Value)} USD", percent is null ? null : $"{percent} %" }.OfType<string>())} is what may go by itself.");
        }
        else if (estimate.DifferenceComplete == false)
            yield return new Found($"By how much it gets costlier cannot be said: {Budget.Unpriced(estimate)}") { Unknown = true };
    }
}
