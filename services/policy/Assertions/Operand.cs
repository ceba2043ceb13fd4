using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace InfraAgent.Policy.Assertions;

/// <summary>What a rule compares with: a scalar or a list of them, as texts, and ready for the comparisons that need more.</summary>
sealed class Operand
{
    readonly HashSet<string> set, lowered;

    public Operand(IReadOnlyList<string> texts, bool isList)
    {
        (Texts, IsList) = (texts, isList);
        set = texts.ToHashSet(StringComparer.Ordinal);
        lowered = texts.ToHashSet(StringComparer.OrdinalIgnoreCase);
        Number = texts is [var one] && decimal.TryParse(one, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    public static Operand None { get; } = new([], isList: false);

    public IReadOnlyList<string> Texts { get; }

    public bool IsList { get; }

    /// <summary>Null when it is no single number.</summary>
    public decimal? Number { get; }

    /// <summary>Set for the operators that match patterns: the whole text need not match. Without backtracking, so no pattern hangs on a hostile value.</summary>
    public Regex? Pattern { get; init; }

    /// <summary>Set for the operators that compare address ranges.</summary>
    public IReadOnlyList<IPNetwork> Networks { get; init; } = [];

    public string Shown => IsList ? $"[{string.Join(", ", Texts)}]" : Texts.Count == 0 ? "" : $"'{Texts[0]}'";

    public bool Has(string text) => set.Contains(text);

    public bool HasIgnoringCase(string text) => lowered.Contains(text);

    /// <summary>The text of a scalar, as rules write it: <c>true</c>, <c>8080</c>, a string without its quotes. Null for lists and objects.</summary>
    public static string? Scalar(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => null,
    };

    public static decimal? NumberOf(JsonElement value) =>
        Scalar(value) is { } text && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}
