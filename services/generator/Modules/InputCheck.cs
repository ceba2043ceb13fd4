using System.Globalization;

namespace InfraAgent.Generator;

/// <summary>Holds a value of the right type against what its input demands.</summary>
public static class InputCheck
{
    /// <summary>Completes "Input x …"; null when the value is allowed.</summary>
    public static string? Explain(InputDefinition input, HclValue value) => value switch
    {
        HclText text => Text(input, text.Value),
        HclNumber number => Number(input, number),
        HclList list => Count(input, list.Items.Count, "items")
            ?? First(list.Items.Select((item, i) => Explain(input, item) is { } wrong ? $"has an item {i} that {wrong}" : null)),
        HclMap map => Count(input, map.Items.Count, "entries")
            ?? First(map.Items.Select(entry => Key(input, entry.Key)
                ?? (Explain(input, entry.Value) is { } wrong ? $"has at {CarriableText.Show(entry.Key)} a value that {wrong}" : null))),
        _ => null
    };

    /// <summary>Text as the messages have it: 3, 'a', one of a, b.</summary>
    public static string Show(HclValue value) => value switch
    {
        HclText text => text.Value,
        HclNumber number => HclWriter.Number(number.Value),
        HclBool flag => flag.Value ? "true" : "false",
        _ => HclWriter.Write(value)
    };

    public static string Range(InputDefinition input) => (input.Minimum, input.Maximum) switch
    {
        ({ } low, { } high) => $"from {HclWriter.Number(low)} to {HclWriter.Number(high)}",
        ({ } low, null) => $"at least {HclWriter.Number(low)}",
        (null, { } high) => $"at most {HclWriter.Number(high)}",
        _ => "any number"
    };

    public static string Counts(InputDefinition input) => (input.MinItems, input.MaxItems) switch
    {
        ({ } low and > 0, { } high) => string.Create(CultureInfo.InvariantCulture, $"from {low} to {high}"),
        ({ } low and > 0, null) => string.Create(CultureInfo.InvariantCulture, $"at least {low}"),
        (_, { } high) => string.Create(CultureInfo.InvariantCulture, $"at most {high}"),
        _ => "any number of"
    };

    static string? Number(InputDefinition input, HclNumber number) =>
        input.Enum.Count > 0 && !input.Enum.Contains(number) ? $"must be one of {OneOf(input.Enum)}"
        : number.Value < input.Minimum || number.Value > input.Maximum ? $"must be {Range(input)}"
        : null;

    static string? Text(InputDefinition input, string text) =>
        CarriableText.Explain(text) is { } wrong ? $"contains {wrong}"
        : input.Secret && SecretReference.TryParse(text) is null ? "must be a reference to a secret, such as vault://kv/orders#password"
        : input.Enum.Count > 0 ? input.Enum.Contains(new HclText(text)) ? null : $"must be one of {OneOf(input.Enum)}"
        : text.Length > input.MaxLength ? string.Create(CultureInfo.InvariantCulture, $"must have at most {input.MaxLength} characters")
        : input.Pattern is { } pattern && !pattern.Matches(text) ? $"must be {pattern.Meaning}"
        : input.Cidr is { } cidr ? Ipv4Block.Explain(text, cidr)
        : null;

    static string? Key(InputDefinition input, string key) =>
        CarriableText.Explain(key) is { } wrong ? $"has a key that contains {wrong}"
        : input.KeyPattern is { } pattern && !pattern.Matches(key) ? $"has the key {CarriableText.Show(key)}, and keys must be {pattern.Meaning}"
        : null;

    static string? Count(InputDefinition input, int count, string of) =>
        count < (input.MinItems ?? 0) || count > (input.MaxItems ?? int.MaxValue) ? $"must have {Counts(input)} {of}" : null;

    static string? First(IEnumerable<string?> problems) => problems.FirstOrDefault(p => p is not null);

    public static string OneOf(IReadOnlyList<HclValue> values) => string.Join(", ", values.Select(Show));
}
