using System.Globalization;

namespace InfraAgent.Policy.Rules;

/// <summary>What a rule's <c>with</c> says to its check. Every name must be asked for: a mistyped one would weaken a rule in silence.</summary>
public sealed class RuleSettings(IReadOnlyDictionary<string, object?> values)
{
    readonly HashSet<string> asked = new(StringComparer.Ordinal);

    public static RuleSettings None { get; } = new(new Dictionary<string, object?>());

    /// <summary>These settings with others laid over them.</summary>
    public RuleSettings Merge(RuleSettings over) => new(Merged(over));

    Dictionary<string, object?> Merged(RuleSettings over)
    {
        var merged = new Dictionary<string, object?>(values, StringComparer.Ordinal);
        foreach (var (name, value) in over.Values) merged[name] = value;
        return merged;
    }

    IReadOnlyDictionary<string, object?> Values => values;

    /// <exception cref="PolicyFileException">Missing, or no list of texts.</exception>
    public IReadOnlyList<string> Texts(string name) =>
        Take(name) is IEnumerable<object?> items && items.ToArray() is { Length: > 0 } list && list.All(i => i is string)
            ? [.. list.Cast<string>()]
            : throw new PolicyFileException($"'with' needs '{name}', a list of texts.");

    /// <exception cref="PolicyFileException">Missing, or no mapping of names to texts.</exception>
    public IReadOnlyDictionary<string, string> Map(string name) =>
        Take(name) is IDictionary<object, object?> { Count: > 0 } map && map.All(e => e is { Key: string, Value: string })
            ? map.ToDictionary(e => (string)e.Key, e => (string)e.Value!, StringComparer.Ordinal)
            : throw new PolicyFileException($"'with' needs '{name}', a mapping of names to texts.");

    /// <exception cref="PolicyFileException">Missing, or no whole number from 0.</exception>
    public int Number(string name) =>
        Take(name) is string text && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new PolicyFileException($"'with' needs '{name}', a whole number from 0.");

    /// <summary>Null when it is not there.</summary>
    /// <exception cref="PolicyFileException">No number from 0.</exception>
    public decimal? OptionalAmount(string name) => Take(name) is { } value ? Amount(name, value) : null;

    /// <summary>Amounts by name or pattern; none when it is not there.</summary>
    /// <exception cref="PolicyFileException">No mapping to numbers from 0.</exception>
    public IReadOnlyDictionary<string, decimal> OptionalAmounts(string name) => Take(name) switch
    {
        null => new Dictionary<string, decimal>(),
        IDictionary<object, object> map => map.ToDictionary(
            e => e.Key is string key && Wildcard.IsPlain(key) ? key : throw new PolicyFileException($"'{name}' has '{e.Key}', which is no name or pattern; write letters, digits, '-' and '*'."),
            e => Amount($"{name}.{e.Key}", e.Value), StringComparer.Ordinal),
        _ => throw new PolicyFileException($"'{name}' must be a mapping of amounts."),
    };

    static decimal Amount(string name, object? value) =>
        value is string text && decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount)
            ? amount
            : throw new PolicyFileException($"'with' has '{name}', which must be an amount from 0.");

    /// <exception cref="PolicyFileException">A name that the check did not ask for.</exception>
    public void RefuseRest(string check)
    {
        if (values.Keys.FirstOrDefault(name => !asked.Contains(name)) is { } unknown)
        {
            throw new PolicyFileException(
                $"'with' has '{unknown}', which the check '{check}' does not know; it knows {(asked.Count == 0 ? "nothing" : string.Join(", ", asked.Order(StringComparer.Ordinal)))}.");
        }
    }

    object? Take(string name)
    {
        asked.Add(name);
        return values.GetValueOrDefault(name);
    }
}
