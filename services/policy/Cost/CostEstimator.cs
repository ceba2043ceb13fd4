using System.Text.Json;
using System.Text.RegularExpressions;
using InfraAgent.Contracts;
using InfraAgent.Policy.Assertions;
using InfraAgent.Policy.Plans;

namespace InfraAgent.Policy.Cost;

/// <summary>
/// Adds up what resources cost while they are read, one after the other. Pure: same resources, prices and question, same estimate. Keeps in memory only those that others
/// take something from, or that take something from others.
/// </summary>
/// <param name="planned">It is a plan's, which knows what runs now.</param>
sealed partial class CostEstimator(PriceTable prices, CostQuestion question, bool planned = false)
{
    /// <summary>365 days in twelve months.</summary>
    public const int HoursPerMonth = 730;

    readonly List<(Subject? Before, Subject? After, bool Changes, ResourcePrice Price)> later = [];
    readonly List<Subject> keptBefore = [], keptAfter = [];
    readonly Dictionary<string, (ResourcePrice? Price, bool Gives)> types = new(StringComparer.Ordinal);
    readonly CostSheet sheet = new(planned);

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
        var known = Known(change.Type);
        // Most of a large plan costs nothing.
        if (known is { Price.Free: not null, Gives: false })
        {
            if (change.Remains) sheet.AddFree();
            return;
        }

        var subject = known.Gives || known.Price is { Connects: true } ? change.Connected : change.Alone;
        var after = change.Remains ? subject : null;
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
        if (IsData(address)) return;
        var known = Known(type);
        if (known.Gives)
        {
            if (before is not null) keptBefore.Add(before);
            if (after is not null) keptAfter.Add(after);
        }

        switch (known.Price)
        {
            case { Free: not null }:
                if (after is not null) sheet.AddFree();
                break;
            case { Unpriced: { } why }:
                sheet.AddUnknown(address, type, why, runs: before is not null, remains: after is not null, changes);
                break;
            case { } price when price.Connects:
                later.Add((before, after, changes, price));
                break;
            case { } price:
                Count(before, after, changes, price, Connections.None, Connections.None);
                break;
            default:
                sheet.AddUnknown(address, type, "there is no price for this type of resource", runs: before is not null, remains: after is not null, changes);
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
        return sheet.Finish();
    }

    Connections Index(Func<(Subject? Before, Subject? After, bool Changes, ResourcePrice Price), Subject?> side, List<Subject> kept) =>
        new(new SubjectIndex([.. later.Select(side).OfType<Subject>().Concat(kept).DistinctBy(s => s.Address)]));

    void Count(Subject? before, Subject? after, bool changes, ResourcePrice price, Connections allBefore, Connections allAfter)
    {
        var then = after is null ? null : Quote.Of(price, after, allAfter, question);
        // What stays as it is costs as much as it will.
        var today = before is null ? null : changes || then is null ? Quote.Of(price, before, allBefore, question) : then;
        var subject = (after ?? before)!;
        sheet.Add(subject.Address, subject.Type, then, today, changes);
    }

    /// <summary>What is only read costs nothing. A module may be called <c>data</c>, too.</summary>
    internal static bool IsData(string address) =>
        address.StartsWith("data.", StringComparison.Ordinal) || (address.Contains(".data.", StringComparison.Ordinal) && DataAddress().IsMatch(address));

    [GeneratedRegex("""^(module\.[^.\[]+(\[([0-9]+|"([^"\\]|\\.)*")\])?\.)*data\.""")]
    private static partial Regex DataAddress();

    internal static decimal Cents(decimal usd) => Trimmed(Math.Round(usd, 2, MidpointRounding.AwayFromZero));

    /// <summary>Without zeros at its end: whoever reads and writes the JSON anew then has the same text.</summary>
    internal static decimal Trimmed(decimal number) => number / 1.0000000000000000000000000000m;
}
