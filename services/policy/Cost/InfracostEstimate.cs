using System.Globalization;
using System.Text.Json;
using InfraAgent.Contracts;
using InfraAgent.Policy.Plans;
using InfraAgent.Runtimes.Costs;

namespace InfraAgent.Policy.Cost;

/// <summary>
/// An answer of infracost as an estimate. Of a resource that it has no price for, or says nothing of, the cost is not known; only what it counts among those without a price is free.
/// Where the answer cannot be used, the estimate is the price table's, and says why.
/// </summary>
/// <param name="answer">What infracost says of the plan whose changes are added.</param>
/// <param name="region">As it was asked.</param>
sealed class InfracostEstimate(InfracostAnswer answer, string? region)
{
    const string Page = "https://www.infracost.io/docs/";
    const int LongestText = 200;
    const int DeepestParts = 16;
    const decimal Most = 1_000_000_000_000;

    readonly List<(string Address, string Type, bool Runs, bool Remains, bool Changes, bool TellsRegion)> resources = [];

    public void Add(PlannedChange change)
    {
        if (change.Actions is ["read"] || CostEstimator.IsData(change.Address)) return;
        var remains = change.Remains;
        resources.Add((change.Address, change.Type, change.Changes ? change.Before.ValueKind == JsonValueKind.Object : remains, remains, change.Changes,
            new[] { "region", "location", "zone" }.Any(n => change.After.ValueKind == JsonValueKind.Object && change.After.TryGetProperty(n, out var said) && said.ValueKind == JsonValueKind.String)));
    }

    /// <param name="own">By the price table.</param>
    public CostEstimate Finish(CostEstimate own)
    {
        try
        {
            return answer.Failure is { } failure ? own with { NotByInfracost = failure } : Read();
        }
        catch (UnusableException ex)
        {
            return own with { NotByInfracost = ex.Message };
        }
        catch (InvalidOperationException)
        {
            return own with { NotByInfracost = "its answer holds text that is no valid Unicode." };
        }
    }

    CostEstimate Read()
    {
        if (Text(answer.Json, "currency") is not "USD") throw new UnusableException($"its prices are in '{Cut(Text(answer.Json, "currency") ?? "an unknown currency")}', not in USD.");
        var day = DateTimeOffset.TryParse(Text(answer.Json, "timeGenerated"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? DateOnly.FromDateTime(time.UtcDateTime) : throw new UnusableException("its answer has no 'timeGenerated'.");
        var projects = Items(answer.Json, "projects");
        if (projects.Count == 0) throw new UnusableException("its answer has no 'projects'.");
        foreach (var error in projects.SelectMany(p => Items(Member(p, "metadata"), "errors"))) throw new UnusableException(Cut(Text(error, "message") ?? "it reports an error without saying which."));

        var then = Quotes(projects, "breakdown", day);
        var now = Quotes(projects, "pastBreakdown", day);
        var free = projects.Append(answer.Json).SelectMany(p => Names(Member(p, "summary"), "noPriceResourceCounts")).ToHashSet(StringComparer.Ordinal);
        var foreign = projects.Append(answer.Json).SelectMany(p => Names(Member(p, "summary"), "unsupportedResourceCounts")).ToHashSet(StringComparer.Ordinal);
        var listedFree = projects.SelectMany(p => Items(Member(p, "breakdown"), "freeResources").Concat(Items(Member(p, "pastBreakdown"), "freeResources"))).Select(r => Text(r, "name")).ToHashSet();

        var sheet = new CostSheet(planned: true);
        foreach (var r in resources)
        {
            if (r is { Remains: true, TellsRegion: false } && region is null && then.ContainsKey(r.Address) && (r.Type.StartsWith("aws_", StringComparison.Ordinal) || r.Type.StartsWith("google_", StringComparison.Ordinal)))
                throw new UnusableException($"the region of {Cut(r.Address)} is not known, and it would take one for granted.");
            var isFree = free.Contains(r.Type) || listedFree.Contains(r.Address);
            var unknown = foreign.Contains(r.Type) ? "infracost does not know this type of resource" : "infracost says nothing of it";
            Quote? Of(Dictionary<string, Quote> quotes) => quotes.TryGetValue(r.Address, out var quote) ? quote : isFree ? null : new Quote(0, [], unknown);
            var (after, before) = (r.Remains ? Of(then) : null, r.Runs ? Of(now) : null);
            if (r.Remains && after is null) sheet.AddFree();
            sheet.Add(r.Address, r.Type, after, before, r.Changes);
        }

        // A part that got lost on the way must not look like a lower price.
        var said = projects.Select(p => Decimal(Member(p, "breakdown"), "totalMonthlyCost", 0)).Sum();
        if (Math.Abs(said - sheet.Total) > 0.01m * (resources.Count + 1)) throw new UnusableException($"its total is {Budget.Text(said)} USD, and what it says of the plan's resources is {Budget.Text(sheet.Total)} USD.");
        return sheet.Finish() with { PricedBy = "infracost" };
    }

    static Dictionary<string, Quote> Quotes(IReadOnlyList<JsonElement> projects, string breakdown, DateOnly day)
    {
        var quotes = new Dictionary<string, Quote>(StringComparer.Ordinal);
        foreach (var resource in projects.SelectMany(p => Items(Member(p, breakdown), "resources")))
        {
            var name = Text(resource, "name") ?? throw new UnusableException("a resource in its answer has no 'name'.");
            if (!quotes.TryAdd(name, QuoteOf(resource, day))) throw new UnusableException($"its answer has {Cut(name)} twice.");
        }

        return quotes;
    }

    static Quote QuoteOf(JsonElement resource, DateOnly day)
    {
        var items = new List<CostItem>();
        var unknown = new List<string>();
        Collect(resource, "", day, items, unknown, depth: 0);
        var usd = items.Sum(i => i.MonthlyUsd);
        var said = Decimal(resource, "monthlyCost", null);
        if (said is not null && Math.Abs(said.Value - usd) > 0.01m)
            throw new UnusableException($"it says {Budget.Text(said.Value)} USD of {Cut(Text(resource, "name")!)}, and {Budget.Text(usd)} USD line by line.");
        if (said is null && items.Count == 0 && unknown.Count == 0) unknown.Add("infracost has no price for it");
        return new Quote(usd, [.. items.Select(i => i with { MonthlyUsd = CostEstimator.Cents(i.MonthlyUsd) })], unknown.Count == 0 ? null : string.Join("; ", unknown.Distinct().Take(10)));
    }

    /// <summary>Lines of a resource and of its parts.</summary>
    static void Collect(JsonElement resource, string within, DateOnly day, List<CostItem> items, List<string> unknown, int depth)
    {
        if (depth > DeepestParts) throw new UnusableException($"a resource in its answer has more than {DeepestParts} parts within one another.");
        foreach (var line in Items(resource, "costComponents"))
        {
            var what = Cut(within + (Text(line, "name") ?? throw new UnusableException("a line in its answer has no 'name'.")));
            var (quantity, price, cost) = (Decimal(line, "monthlyQuantity", null), Decimal(line, "price", null), Decimal(line, "monthlyCost", null));
            // A price of zero is also what it writes where it finds none; versions that tell the two apart say so.
            var noPrice = price is null || (Member(line, "priceNotFound") is { ValueKind: JsonValueKind.True or JsonValueKind.False } said ? said.GetBoolean() : price == 0 && quantity > 0);
            if (noPrice) unknown.Add($"{what}: infracost has no price for it");
            else if (cost is null || quantity is null) unknown.Add($"{what}: it is paid by use, which infracost is not told");
            else if (quantity != 0 || cost != 0)
                items.Add(new CostItem { What = what, Quantity = CostEstimator.Trimmed(Math.Round(quantity.Value, 6)), Unit = Cut(Text(line, "unit") ?? ""), UsdPerUnit = CostEstimator.Trimmed(price!.Value), MonthlyUsd = cost.Value, Source = Page, AsOf = day });
        }

        foreach (var part in Items(resource, "subresources")) Collect(part, $"{within}{Text(part, "name")}: ", day, items, unknown, depth + 1);
    }

    static decimal Decimal(JsonElement item, string name, decimal fallback) => Decimal(item, name, null) ?? fallback;

    /// <summary>Amounts are texts, or null.</summary>
    static decimal? Decimal(JsonElement item, string name, decimal? fallback)
    {
        var value = Member(item, name);
        if (value.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null) return fallback;
        return decimal.TryParse(value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number is > -Most and < Most
            ? number : throw new UnusableException($"'{name}' in its answer is no amount that can be read.");
    }

    static JsonElement Member(JsonElement item, string name) => item.ValueKind == JsonValueKind.Object && item.TryGetProperty(name, out var value) ? value : default;

    static string? Text(JsonElement item, string name) => Member(item, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    static IReadOnlyList<JsonElement> Items(JsonElement item, string name) => Member(item, name) is { ValueKind: JsonValueKind.Array } list ? [.. list.EnumerateArray()] : [];

    static IEnumerable<string> Names(JsonElement item, string name) => Member(item, name) is { ValueKind: JsonValueKind.Object } counts ? counts.EnumerateObject().Select(c => c.Name) : [];

    static string Cut(string text) => text.Length > LongestText ? text[..LongestText] + "…" : text;

    sealed class UnusableException(string message) : Exception(message);
}
