using InfraAgent.Contracts;

namespace InfraAgent.Policy.Cost;

/// <summary>Adds up quotes of resources, whoever made them. What has no price makes the sums the least that it costs.</summary>
/// <param name="planned">It is a plan's, which knows what runs now.</param>
sealed class CostSheet(bool planned)
{
    const int MostListed = 100;

    readonly List<ResourceCost> resources = [];
    readonly List<UnpricedResource> incomplete = [];
    decimal total, now, difference;
    bool complete = true, nowComplete = true, differenceComplete = true;
    int free, notListed;

    /// <summary>What all of them will cost, before it is rounded.</summary>
    public decimal Total => total;

    /// <summary>One that costs nothing by itself.</summary>
    public void AddFree() => free++;

    /// <param name="address">The resource's.</param>
    /// <param name="type">The resource's.</param>
    /// <param name="then">As it will run; null when it will not.</param>
    /// <param name="today">As it runs now; null when it does not.</param>
    /// <param name="changes">False for a resource that stays as it is.</param>
    public void Add(string address, string type, Quote? then, Quote? today, bool changes)
    {
        total += then?.Usd ?? 0;
        now += today?.Usd ?? 0;
        if (changes) difference += (then?.Usd ?? 0) - (today?.Usd ?? 0);
        if ((then?.Unknown ?? today?.Unknown) is { } why)
            AddUnknown(address, type, then?.Unknown is null ? $"as it runs now: {why}" : why, runs: today?.Unknown is not null, remains: then?.Unknown is not null, changes);
        if (then is not { Items.Count: > 0 } && today is not { Items.Count: > 0 }) return;
        resources.Add(new ResourceCost
        {
            Address = address, Type = type, MonthlyUsd = CostEstimator.Cents(then?.Usd ?? 0), NowMonthlyUsd = planned ? CostEstimator.Cents(today?.Usd ?? 0) : null, Items = then?.Items ?? [],
        });
        // Of ten thousand, only those that may be listed stay in memory.
        if (resources.Count < 10 * MostListed) return;
        resources.Sort((a, b) => b.MonthlyUsd.CompareTo(a.MonthlyUsd));
        notListed += resources.Count - MostListed;
        resources.RemoveRange(MostListed, resources.Count - MostListed);
    }

    /// <param name="address">The resource's.</param>
    /// <param name="type">The resource's.</param>
    /// <param name="why">What is not known.</param>
    /// <param name="runs">It is in what runs now.</param>
    /// <param name="remains">It is in what will run.</param>
    /// <param name="changes">False for a resource that stays as it is.</param>
    public void AddUnknown(string address, string type, string why, bool runs, bool remains, bool changes)
    {
        if (runs) nowComplete = false;
        if (remains) complete = false;
        if (changes) differenceComplete = false;
        if (incomplete.Count < MostListed) incomplete.Add(new UnpricedResource(address, type, why));
        else notListed++;
    }

    public CostEstimate Finish()
    {
        var listed = resources.OrderByDescending(r => r.MonthlyUsd).ThenByDescending(r => r.NowMonthlyUsd ?? 0).ThenBy(r => r.Address, StringComparer.Ordinal).ToList();
        return new CostEstimate
        {
            MonthlyUsd = CostEstimator.Cents(total), Complete = complete,
            NowMonthlyUsd = planned ? CostEstimator.Cents(now) : null, NowComplete = planned ? nowComplete : null,
            DifferenceUsd = planned ? CostEstimator.Cents(difference) : null, DifferenceComplete = planned ? differenceComplete : null,
            Resources = [.. listed.Take(MostListed)], Incomplete = incomplete, NotListed = notListed + Math.Max(0, listed.Count - MostListed), Free = free,
        };
    }
}
