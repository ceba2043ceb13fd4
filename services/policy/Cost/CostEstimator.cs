using System.Text.Json;
using InfraAgent.Contracts;
using InfraAgent.Policy.Assertions;
using InfraAgent.Policy.Plans;

namespace InfraAgent.Policy.Cost;

/// <summary>
/// Adds up what resources cost while they are read, one after the other. Pure: same resources, prices and question, same estimate. Keeps in memory only those that others
/// take something from, or that take something from others.
/// </summary>
/// <param name="planned">It is a plan's, which knows what runs now.</param>
sealed class CostEstimator(PriceTable prices, CostQuestion question, bool planned = false)
{
    /// <summary>365 days in twelve months.</summary>
    public const int HoursPerMonth = 730;

    const int MostListed = 100;

    readonly List<(Subject? Before, Subject? After, bool Changes, ResourcePrice Price)> later = [];
    readonly List<Subject> keptBefore = [], keptAfter = [];
    readonly Connections alone = Connections.None;
    readonly Dictionary<string, (ResourcePrice? Price, bool Gives)> types = new(StringComparer.Ordinal);
    readonly List<ResourceCost> resources = [];
    readonly List<UnpricedResource> incomplete = [];
    decimal total, now, difference;
    bool complete = true, nowComplete = true, differenceComplete = true;
    int free, notListed;

    /// <summary>The estimate of what there is no plan for yet.</summary>
    public static CostEstimate Of(PriceTable prices, CostQuestion question, IEnumerable<Subject> resources)
    {
        var estimator = new CostEstimator(prices, question);
        foreach (var resource in resources) estimator.Add(resource);
        return estimator.Finish();
    }

    public void Add(Subject resource) => Add(null, resource, changes: true);

    /// <summary>A change of a plan.</summary>
    public void Add(PlannedChange change)
    {
        if (change.Actions is ["read"]) return;
        var remains = change.After.ValueKind == JsonValueKind.Object && !change.Deletes && change.Actions is not ["forget"];
        var known = Known(change.Type);
        // Most of a large plan costs nothing.
        if (known is { Price.Free: not null, Gives: false })
        {
            if (remains) free++;
            return;
        }

        var subject = known.Gives || known.Price is { Connects: true } ? change.Connected : change.Alone;
        var after = remains ? subject : null;
        // Of what stays as it is, a plan says only how it will be.
        var before = !change.Changes ? after : change.Before.ValueKind == JsonValueKind.Object ? subject with { Values = change.Before } : null;
        AddPlanned(before, after, change.Changes);
    }

    /// <param name="before">As it runs now; null when it does not.</param>
    /// <param name="after">As it will run; null when it will not.</param>
    /// <param name="changes">False for a resource that stays as it is.</param>
    public void AddPlanned(Subject? before, Subject? after, bool changes)
    {
        if (before is not null || after is not null) Add(before, after, changes);
    }

    void Add(Subject? before, Subject? after, bool changes)
    {
        var (type, address) = ((after ?? before)!.Type, (after ?? before)!.Address);
        if (address.StartsWith("data.", StringComparison.Ordinal) || address.Contains(".data.", StringComparison.Ordinal)) return;
        var known = Known(type);
        if (known.Gives)
        {
            if (before is not null) keptBefore.Add(before);
            if (after is not null) keptAfter.Add(after);
        }

        switch (known.Price)
        {
            case { Free: not null }:
                if (after is not null) free++;
                break;
            case { Unpriced: { } why }:
                Unknown(address, type, why, runs: before is not null, remains: after is not null, changes);
                break;
            case { } price when price.Connects:
                later.Add((before, after, changes, price));
                break;
            case { } price:
                Count(before, after, changes, price, alone, alone);
                break;
            default:
                Unknown(address, type, "there is no price for this type of resource", runs: before is not null, remains: after is not null, changes);
                break;
        }
    }

    (ResourcePrice? Price, bool Gives) Known(string type)
    {
        if (!types.TryGetValue(type, out var known)) types[type] = known = (prices.Find(type), prices.GivesToOthers(type));
        return known;
    }

    public CostEstimate Finish()
    {
        var (indexBefore, indexAfter) = (Index(l => l.Before, keptBefore), Index(l => l.After, keptAfter));
        foreach (var (before, after, changes, price) in later) Count(before, after, changes, price, indexBefore, indexAfter);
        later.Clear();
        var listed = resources.OrderByDescending(r => r.MonthlyUsd).ThenByDescending(r => r.NowMonthlyUsd ?? 0).ThenBy(r => r.Address, StringComparer.Ordinal).ToList();
        return new CostEstimate
        {
            MonthlyUsd = Cents(total), Complete = complete,
            NowMonthlyUsd = planned ? Cents(now) : null, NowComplete = planned ? nowComplete : null,
            DifferenceUsd = planned ? Cents(difference) : null, DifferenceComplete = planned ? differenceComplete : null,
            Resources = [.. listed.Take(MostListed)], Incomplete = incomplete, NotListed = notListed + Math.Max(0, listed.Count - MostListed), Free = free,
        };
    }

    Connections Index(Func<(Subject? Before, Subject? After, bool Changes, ResourcePrice Price), Subject?> side, List<Subject> kept) =>
        new(new SubjectIndex([.. later.Select(side).OfType<Subject>().Concat(kept).DistinctBy(s => s.Address)]));

    void Count(Subject? before, Subject? after, bool changes, ResourcePrice price, Connections allBefore, Connections allAfter)
    {
        var then = after is null ? null : Quote.Of(price, after, allAfter, question);
        // What stays as it is costs as much as it will.
        var today = before is null ? null : changes || then is null ? Quote.Of(price, before, allBefore, question) : then;
        total += then?.Usd ?? 0;
        now += today?.Usd ?? 0;
        if (changes) difference += (then?.Usd ?? 0) - (today?.Usd ?? 0);
        var subject = (after ?? before)!;
        if ((then?.Unknown ?? today?.Unknown) is { } why)
            Unknown(subject.Address, subject.Type, then?.Unknown is null ? $"as it runs now: {why}" : why, runs: today?.Unknown is not null, remains: then?.Unknown is not null, changes);
        if (then is not { Items.Count: > 0 } && today is not { Items.Count: > 0 }) return;
        resources.Add(new ResourceCost
        {
            Address = subject.Address, Type = subject.Type, MonthlyUsd = Cents(then?.Usd ?? 0), NowMonthlyUsd = planned ? Cents(today?.Usd ?? 0) : null, Items = then?.Items ?? [],
        });
        // Of ten thousand, only those that may be listed stay in memory.
        if (resources.Count < 10 * MostListed) return;
        resources.Sort((a, b) => b.MonthlyUsd.CompareTo(a.MonthlyUsd));
        notListed += resources.Count - MostListed;
        resources.RemoveRange(MostListed, resources.Count - MostListed);
    }

    /// <param name="runs">It is in what runs now.</param>
    /// <param name="remains">It is in what will run.</param>
    void Unknown(string address, string type, string why, bool runs, bool remains, bool changes)
    {
        if (runs) nowComplete = false;
        if (remains) complete = false;
        if (changes) differenceComplete = false;
        if (incomplete.Count < MostListed) incomplete.Add(new UnpricedResource(address, type, why));
        else notListed++;
    }

    internal static decimal Cents(decimal usd) => Trimmed(Math.Round(usd, 2, MidpointRounding.AwayFromZero));

    /// <summary>Without zeros at its end: whoever reads and writes the JSON anew then has the same text.</summary>
    internal static decimal Trimmed(decimal number) => number / 1.0000000000000000000000000000m;
}
