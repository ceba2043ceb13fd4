using System.Globalization;
using System.Text.RegularExpressions;
using InfraAgent.Policy.Assertions;
using InfraAgent.Policy.Rules;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace InfraAgent.Policy.Cost;

/// <summary>Reads a price file (<c>docs/cost.md</c>).</summary>
static class PriceReader
{
    const int MaxBytes = 4 << 20;

    /// <exception cref="PolicyFileException">Names file, line and cause.</exception>
    public static IReadOnlyList<ResourcePrice> Read(string file, string text)
    {
        if (text.Length > MaxBytes) throw new PolicyFileException($"{file}: it is greater than {MaxBytes} bytes.");
        // The reader takes NUL for the end, and half of a file for the whole.
        if (text.Contains('\0', StringComparison.Ordinal)) throw new PolicyFileException($"{file}: there is a NUL character.");
        var stream = new YamlStream();
        try
        {
            stream.Load(new BoundedYaml(text));
        }
        catch (YamlException ex)
        {
            throw new PolicyFileException($"{file}, line {ex.Start.Line}: {(ex.InnerException ?? ex).Message}", ex);
        }

        if (stream.Documents is not [{ RootNode: YamlMappingNode mapping }]) throw new PolicyFileException($"{file}: it must hold one YAML mapping, with 'prices' in it.");
        var root = new PriceNode(file, mapping);
        if (root.OptionalText("currency") is { } currency && currency != "USD") throw root.Wrong($"'currency' is {currency}; prices are in USD");
        var prices = root.Nodes("prices").Select(node => Resource(root.Map(node, "prices"))).ToList();
        root.Done();
        return prices;
    }

    static ResourcePrice Resource(PriceNode node)
    {
        var types = node.Texts("types");
        if (types.FirstOrDefault(t => !Wildcard.IsPlain(t)) is { } bad) throw node.Wrong($"'{bad}' is no pattern of resource types; write letters, digits, '_' and '*'");
        var (free, unpriced) = (node.OptionalText("free"), node.OptionalText("unpriced"));
        var (page, asOf) = (node.OptionalText("source"), node.OptionalText("as_of"));
        var items = node.Nodes("items").Select(item => Item(node.Map(item, "items"), types, page, asOf)).ToList();
        node.Done();
        if ((free is null ? 0 : 1) + (unpriced is null ? 0 : 1) + (items.Count == 0 ? 0 : 1) != 1) throw node.Wrong("it has not exactly one of 'items', 'free' (why) and 'unpriced' (why)");
        return new ResourcePrice(types, free, unpriced, items);
    }

    static PriceItem Item(PriceNode node, IReadOnlyList<string> types, string? page, string? asOf)
    {
        var by = node.Nodes("by").Select(n => n is YamlScalarNode ? new Source { Attribute = Path(node, node.Scalar(n, "by")) } : Source(node.Map(n, "by"))).ToList();
        if (node.OptionalText("unpriced") is { } why)
        {
            var unpriced = new PriceItem
            {
                What = node.Text("what"), Unpriced = why, When = node.Find("when") is { } only ? Condition(node, only, types) : null,
                Unit = "", Quantity = [], By = [], Usd = new Dictionary<(string, string), decimal>(), Page = "", AsOf = default,
            };
            node.Done();
            return unpriced;
        }

        var item = new PriceItem
        {
            What = node.Text("what"),
            Unit = node.Text("unit"),
            When = node.Find("when") is { } when ? Condition(node, when, types) : null,
            Quantity = [.. node.Nodes("quantity").Select(n => Factor(node, n))],
            By = by,
            Usd = Usd(node, node.Find("usd") ?? throw node.Wrong("'usd' is missing"), kinds: by.Count > 0),
            Page = Page(node, node.OptionalText("source") ?? page),
            AsOf = Day(node, node.OptionalText("as_of") ?? asOf),
        };
        node.Done();
        return item.Quantity.Count > 0 ? item : throw node.Wrong("'quantity' is missing: how many units a month");
    }

    static Condition Condition(PriceNode node, YamlNode when, IReadOnlyList<string> types)
    {
        try
        {
            return new ConditionReader(types).Read(PriceNode.Plain(when));
        }
        catch (PolicyFileException ex)
        {
            throw node.Wrong($"'when': {ex.Message.TrimEnd('.')}", when);
        }
    }

    static Source Factor(PriceNode node, YamlNode factor)
    {
        if (factor is not YamlScalarNode)
        {
            var source = Source(node.Map(factor, "quantity"));
            return source.IfUnknown is null || decimal.TryParse(source.IfUnknown, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _) ? source : throw node.Wrong("'if_unknown' of a quantity must be a number", factor);
        }

        return factor is YamlScalarNode { Value: "hours" } ? new Source { Constant = CostEstimator.HoursPerMonth } : new Source { Constant = node.Number(factor, "quantity") };
    }

    static Source Source(PriceNode node)
    {
        var (counted, summed, single) = (node.OptionalText("count"), node.OptionalText("sum"), node.OptionalText("attribute"));
        var attribute = counted ?? summed ?? single;
        var source = new Source
        {
            Attribute = attribute is null ? null : Path(node, attribute),
            Counted = counted is not null,
            Summed = summed is not null,
            Of = node.OptionalText("of"),
            Else = [.. node.Nodes("else").Select(n => Factor(node, n))],
            IfUnknown = node.OptionalText("if_unknown"),
            Usage = node.OptionalText("usage"),
            Default = node.OptionalText("default"),
            Counts = node.Find("counts") is { } counts ? node.Entries(counts, "counts").ToDictionary(e => e.Key, e => node.Number(e.Value, "counts"), StringComparer.Ordinal) : null,
            Matches = node.Find("matches") is { } pattern ? Pattern(node, pattern) : null,
            Suffixed = node.OptionalText("form") switch
            {
                null => false,
                "kubernetes" => true,
                var other => throw node.Wrong($"'form' is '{other}'; it must be kubernetes"),
            },
            Plus = node.OptionalNumber("plus") ?? 0,
            Per = node.OptionalNumber("per") ?? 1,
            AtLeast = node.OptionalNumber("at_least") ?? 0,
            Beyond = node.OptionalNumber("beyond") ?? 0,
        };
        node.Done();
        if (new[] { counted, summed, single, source.Usage }.Count(t => t is not null) != 1) throw node.Wrong("it has not exactly one of 'attribute', 'count', 'sum' and 'usage'");
        if (source.Summed && (source.Of is not null || source.Counts is not null || source.Matches is not null || source.Else.Count > 0)) throw node.Wrong("'sum' adds up the resource's own numbers: leave out 'of', 'counts', 'matches' and 'else'");
        if (source.Usage is not null && !decimal.TryParse(source.Default, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _))
            throw node.Wrong($"the usage '{source.Usage}' needs a 'default', the number that is assumed where a request says none");
        return source.Per >= 0.001m ? source : throw node.Wrong("'per' must be 0.001 or more");
    }

    static AttributePath Path(PriceNode node, string text)
    {
        try
        {
            return AttributePath.Parse(text);
        }
        catch (FormatException ex)
        {
            throw node.Wrong(ex.Message.TrimEnd('.'));
        }
    }

    static Regex Pattern(PriceNode node, YamlNode pattern)
    {
        try
        {
            var regex = new Regex(node.Scalar(pattern, "matches"), RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
            return regex.GetGroupNumbers().Length == 2 ? regex : throw node.Wrong("'matches' must have one group, which is the number", pattern);
        }
        catch (Exception ex) when (ex is ArgumentException or NotSupportedException)
        {
            throw node.Wrong($"'matches' is no regular expression that runs in linear time: {ex.Message}", pattern);
        }
    }

    /// <summary>A number for all regions; or by region, several of them before one colon, a number or, where there are kinds, numbers by kind.</summary>
    static Dictionary<(string, string), decimal> Usd(PriceNode node, YamlNode usd, bool kinds)
    {
        var prices = new Dictionary<(string, string), decimal>();
        if (usd is YamlScalarNode)
        {
            prices[("*", "")] = kinds ? throw node.Wrong("'usd' must have prices by region and kind, since there is 'by'", usd) : node.Number(usd, "usd", PriceNode.MostUsd);
            return prices;
        }

        foreach (var (regions, value) in node.Entries(usd, "usd"))
        {
            foreach (var region in regions.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            {
                if (kinds != value is YamlMappingNode) throw node.Wrong(kinds ? $"'usd' of {region} must have prices by kind, since there is 'by'" : $"'usd' of {region} must be a number, since there is no 'by'", value);
                foreach (var (kind, price) in kinds ? node.Entries(value, "usd") : [("", value)])
                    if (!prices.TryAdd((region, kind), node.Number(price, "usd", PriceNode.MostUsd))) throw node.Wrong($"'usd' of {region} is there twice", value);
            }
        }

        return prices.Count > 0 ? prices : throw node.Wrong("'usd' is empty", usd);
    }

    static string Page(PriceNode node, string? page) =>
        page is not null && Uri.TryCreate(page, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps
            ? page
            : throw node.Wrong("'source' is missing here and above, or is no https address: the page that says so");

    static DateOnly Day(PriceNode node, string? day) =>
        DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date
            : throw node.Wrong("'as_of' is missing here and above, or is no day such as 2025-06-01");
}
