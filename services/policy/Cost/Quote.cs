using System.Globalization;
using System.Text.Json;
using InfraAgent.Contracts;
using InfraAgent.Policy.Assertions;

namespace InfraAgent.Policy.Cost;

/// <summary>What one resource costs a month. Where something of it is not known, <c>Usd</c> is the rest, and <c>Unknown</c> says why.</summary>
sealed record Quote(decimal Usd, IReadOnlyList<CostItem> Items, string? Unknown)
{
    /// <summary>More than anything that there is, and far less than a decimal holds: a plan may say any number.</summary>
    const decimal Most = 1_000_000_000_000;

    const string AfterApply = "is known after apply only";

    public static Quote Of(ResourcePrice price, Subject subject, Connections all, CostQuestion question)
    {
        var items = new List<CostItem>();
        var unknown = new List<string>();
        var usd = 0m;
        foreach (var item in price.Items)
        {
            switch (item.When?.Judge(subject, all.Index) ?? Truth.True)
            {
                case Truth.False:
                    continue;
                case Truth.Unknown:
                    unknown.Add($"whether {item.What} is paid for: {item.When!.Explain(subject, all.Index)}");
                    continue;
            }

            if (item.Unpriced is { } reason)
            {
                unknown.Add($"{item.What}: {reason}");
                continue;
            }

            var (line, why) = Line(item, subject, all, question);
            if (why is not null) unknown.Add($"{item.What}: {why}");
            else if (line is not null)
            {
                usd += line.MonthlyUsd;
                items.Add(line with { MonthlyUsd = CostEstimator.Cents(line.MonthlyUsd) });
            }
        }

        return new(usd, items, unknown.Count == 0 ? null : string.Join("; ", unknown.Distinct()));
    }

    /// <summary>A line, or why there is none; neither when nothing of it is used.</summary>
    static (CostItem? Line, string? Why) Line(PriceItem item, Subject subject, Connections all, CostQuestion question)
    {
        var quantity = 1m;
        var assumed = new List<string>();
        foreach (var source in item.Quantity)
        {
            var (number, why) = Number(source, subject, all, question, assumed);
            if (why is not null) return (null, why);
            // Also before the next factor, so that no product is too large to be held.
            quantity *= number;
            if (quantity > Most) return (null, $"{source.Name} gives a quantity of more than {Most:0}");
        }

        if (quantity == 0) return (null, null);
        var kinds = new List<string>(item.By.Count);
        foreach (var source in item.By)
        {
            var (word, why) = Word(source, subject, all);
            if (word is null) return (null, why);
            kinds.Add(word);
        }

        var (usd, missing) = Price(item, string.Join('/', kinds), subject, question.Region);
        if (missing is not null) return (null, missing);
        return (new CostItem
        {
            What = kinds.Count == 0 ? item.What : $"{item.What} {string.Join(' ', kinds)}", Quantity = CostEstimator.Trimmed(Math.Round(quantity, 6)), Unit = item.Unit, UsdPerUnit = CostEstimator.Trimmed(usd), MonthlyUsd = quantity * usd,
            Assumption = assumed.Count == 0 ? null : string.Join(", ", assumed), Source = item.Page, AsOf = item.AsOf,
        }, null);
    }

    static (decimal Usd, string? Why) Price(PriceItem item, string kind, Subject subject, string? fallback)
    {
        if (item.Usd.TryGetValue(("*", kind), out var anywhere)) return (anywhere, null);
        if ((RegionOf(subject) ?? fallback) is not { } region) return (0, "its region is not known");
        region = region.Replace(" ", "").ToLowerInvariant();
        if (item.Usd.TryGetValue((region, kind), out var usd)) return (usd, null);
        // A zone of Google Cloud is its region and a letter.
        if (region is [.., '-', >= 'a' and <= 'z'] && item.Usd.TryGetValue((region[..^2], kind), out usd)) return (usd, null);
        return (0, item.Usd.Keys.Any(k => k.Region == region || k.Region == "*")
            ? $"no price of {Cut(kind)} in the region {region} is in the table"
            : $"no price in the region {Cut(region)} is in the table");
    }

    static string? RegionOf(Subject subject)
    {
        if (subject.Values.ValueKind != JsonValueKind.Object) return null;
        foreach (var name in (string[])["region", "location", "zone"])
            if (subject.Values.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } region) return region;
        return null;
    }

    static (decimal Number, string? Why) Number(Source source, Subject subject, Connections all, CostQuestion question, List<string> assumed)
    {
        if (source.Constant is { } constant) return (constant, null);
        if (source.Usage is { } usage)
        {
            var said = question.Said(subject, usage);
            var expected = said ?? decimal.Parse(source.Default!, CultureInfo.InvariantCulture);
            assumed.Add($"{usage} {expected.ToString("0.##", CultureInfo.InvariantCulture)} ({(said is null ? "assumed" : "as the request says")})");
            return Scaled(source, expected);
        }

        if (source.Summed) return Sum(source, subject);
        var (value, unknown, why) = Value(source, subject, all);
        var missing = value.ValueKind == JsonValueKind.Undefined;
        if (missing && source.Else.Count > 0)
        {
            var product = 1m;
            foreach (var other in source.Else)
            {
                var (factor, reason) = Number(other, subject, all, question, assumed);
                if (reason is not null) return (0, reason);
                product = Math.Min(product * factor, Most + 1);
            }

            return Scaled(source, product);
        }

        if (unknown && source.IfUnknown is { } instead)
        {
            assumed.Add($"{source.Name} {instead} (assumed: {AfterApply})");
            return Scaled(source, Plain(instead) ?? 0);
        }

        if (why is not null) return (0, why);
        if (source.Counted) return Scaled(source, value.ValueKind == JsonValueKind.Array ? value.GetArrayLength() : missing ? 0 : 1);
        var text = missing ? source.Default : Operand.Scalar(value);
        if (text is null) return (0, missing ? $"{source.Name} is not set" : $"{source.Name} is no single value");
        if (source.Counts is { } counts) return counts.TryGetValue(text, out var counted) ? Scaled(source, counted) : (0, $"{source.Name} is '{Cut(text)}', which the table does not count");
        if (source.Matches is { } pattern)
            text = pattern.Match(text) is { Success: true } match ? match.Groups[1].Value : null;
        return (source.Suffixed ? KubernetesNumber(text) : Plain(text)) is { } number
            ? Scaled(source, number)
            : (0, $"{source.Name} is no number that can be read");
    }

    static (decimal Number, string? Why) Sum(Source source, Subject subject)
    {
        var sum = 0m;
        var any = false;
        foreach (var value in source.Attribute!.Select(subject.Values))
        {
            any = true;
            if (Masks.IsUnknown(value)) return (0, $"{source.Name} {AfterApply}");
            var text = Operand.Scalar(value);
            if ((source.Suffixed ? KubernetesNumber(text) : Plain(text)) is not (>= 0 and <= Most and var number)) return (0, $"{source.Name} is no number that can be read");
            sum = Math.Min(sum + number, Most + 1);
        }

        return any ? Scaled(source, sum) : source.Default is { } fallback ? Scaled(source, Plain(fallback) ?? 0) : (0, $"{source.Name} is not set");
    }

    static (decimal, string?) Scaled(Source source, decimal number) =>
        number is < 0 or > Most ? (0, $"{source.Name} is no number between 0 and {Most:0}") : (Math.Max(source.AtLeast, Math.Max(0, number + source.Plus - source.Beyond)) / source.Per, null);

    static (string? Word, string? Why) Word(Source source, Subject subject, Connections all)
    {
        var (value, unknown, why) = Value(source, subject, all);
        if (value.ValueKind != JsonValueKind.Undefined) return Operand.Scalar(value) is { } word ? (word, null) : (null, $"{source.Name} is no single value");
        if (source.Else is [var other]) return Word(other, subject, all);
        if (unknown && source.IfUnknown is { } instead) return (instead, null);
        return why is not null ? (null, why) : source.Default is { } fallback ? (fallback, null) : (null, $"{source.Name} is not set");
    }

    /// <summary>Undefined when it is not set, or with why it cannot be said; of several values the first.</summary>
    static (JsonElement Value, bool Unknown, string? Why) Value(Source source, Subject subject, Connections all)
    {
        if (source.Of is not { } type) return First(source, subject.Values);
        return all.Of(subject, source, () =>
        {
            var values = all.Index.Connected(subject).Where(s => s.Type == type && s.Declaration != subject.Declaration).Select(o => First(source, o.Values)).ToList();
            if (values.Count == 0) return (default, false, $"the {type} that it goes with is not here");
            if (values.FindIndex(v => v.Why is not null) is >= 0 and var at) return values[at];
            return values.Select(v => v.Value.ValueKind == JsonValueKind.Undefined ? "" : v.Value.GetRawText()).Distinct().Count() == 1
                ? values[0]
                : (default, false, $"it goes with several {type}, whose '{source.Attribute!.Text}' differ");
        });
    }

    static (JsonElement Value, bool Unknown, string? Why) First(Source source, JsonElement values)
    {
        foreach (var found in source.Attribute!.Select(values))
        {
            var value = !source.Counted && found.ValueKind == JsonValueKind.Array ? found.EnumerateArray().FirstOrDefault() : found;
            if (value.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null) continue;
            return Masks.IsUnknown(value) ? (default, true, $"{source.Name} {AfterApply}") : Masks.IsHidden(value) ? (default, false, $"{source.Name} is hidden") : (value, false, null);
        }

        return (default, false, null);
    }

    static decimal? KubernetesNumber(string? text) => text switch
    {
        null => null,
        [.. var cores, 'm'] => Plain(cores) / 1000,
        [.. var size, 'M', 'i'] => Plain(size) / 1024,
        [.. var size, 'G', 'i'] => Plain(size),
        [.. var size, 'M'] => Plain(size) / 1073.741824m,
        [.. var size, 'G'] => Plain(size) / 1.073741824m,
        _ => Plain(text),
    };

    static decimal? Plain(string? text) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var number) ? number : null;

    static string Cut(string text) => text.Length > 80 ? text[..80] + "…" : text;
}
