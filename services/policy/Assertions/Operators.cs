using System.Globalization;
using System.Net;
using System.Text.Json;

namespace InfraAgent.Policy.Assertions;

/// <summary>Every operator of an attribute condition.</summary>
static class Operators
{
    static readonly IReadOnlyList<Operator> Positive =
    [
        new("exists", "must be set", (_, _) => Truth.True) { Takes = OperandKind.Nothing, OfHidden = Truth.True },
        new("is_empty", "must be empty", (value, _) => Truths.Of(Length(value) == 0)) { Takes = OperandKind.Nothing, OfMissing = true },
        new("is_true", "must be true", (value, _) => Truths.Of(Operand.Scalar(value) == "true")) { Takes = OperandKind.Nothing },
        new("is_false", "must be false", (value, _) => Truths.Of(Operand.Scalar(value) == "false")) { Takes = OperandKind.Nothing },
        new("equals", "must be", (value, operand) => Truths.Of(Equal(value, operand))),
        new("equals_ignore_case", "must be", (value, operand) => Truths.Of(Operand.Scalar(value) is { } text && operand.HasIgnoringCase(text))),
        new("within", "must be one of", (value, operand) => Scalars(value, text => operand.Has(text), all: true)),
        new("contains", "must contain", Contains),
        new("intersects", "must have one of", (value, operand) => Scalars(value, text => operand.Has(text), all: false)),
        new("subset", "must hold nothing but", (value, operand) => Scalars(value, text => operand.Has(text), all: true)),
        new("starting_with", "must start with", (value, operand) => Truths.Of(Operand.Scalar(value) is { } text && operand.Texts.Any(t => text.StartsWith(t, StringComparison.Ordinal)))),
        new("ending_with", "must end with", (value, operand) => Truths.Of(Operand.Scalar(value) is { } text && operand.Texts.Any(t => text.EndsWith(t, StringComparison.Ordinal)))),
        new("regex_match", "must match", (value, operand) => Truths.Of(Operand.Scalar(value) is { } text && operand.Pattern!.IsMatch(text))) { Takes = OperandKind.Pattern },
        new("greater_than", "must be more than", (value, operand) => Truths.Of(Operand.NumberOf(value) > operand.Number)) { Takes = OperandKind.Number },
        new("greater_than_or_equal", "must be at least", (value, operand) => Truths.Of(Operand.NumberOf(value) >= operand.Number)) { Takes = OperandKind.Number },
        new("less_than", "must be less than", (value, operand) => Truths.Of(Operand.NumberOf(value) < operand.Number)) { Takes = OperandKind.Number },
        new("less_than_or_equal", "must be at most", (value, operand) => Truths.Of(Operand.NumberOf(value) <= operand.Number)) { Takes = OperandKind.Number },
        new("length_equals", "must have a length of", (value, operand) => Truths.Of(Length(value) == operand.Number)) { Takes = OperandKind.Number },
        new("length_greater_than", "must be longer than", (value, operand) => Truths.Of(Length(value) > operand.Number)) { Takes = OperandKind.Number },
        new("length_greater_than_or_equal", "must be as long as", (value, operand) => Truths.Of(Length(value) >= operand.Number)) { Takes = OperandKind.Number },
        new("length_less_than", "must be shorter than", (value, operand) => Truths.Of(Length(value) < operand.Number)) { Takes = OperandKind.Number, OfMissing = true },
        new("length_less_than_or_equal", "must be no longer than", (value, operand) => Truths.Of(Length(value) <= operand.Number)) { Takes = OperandKind.Number, OfMissing = true },
        new("covers_port", "must cover port", (value, operand) => Scalars(value, text => operand.Texts.Any(port => Covers(text, port)), all: false)),
        new("cidr_range_subset", "must lie within", (value, operand) => Scalars(value, text => WithinAny(text, operand.Networks), all: true)) { Takes = OperandKind.Networks },
    ];

    /// <summary>The names of the opposites that have their own; the others have <c>not_</c> before the name.</summary>
    static readonly Dictionary<string, string> Opposites = new(StringComparer.Ordinal)
    {
        ["is_empty"] = "is_not_empty", ["regex_match"] = "not_regex_match", ["length_equals"] = "length_not_equals", ["cidr_range_subset"] = "cidr_range_not_subset",
    };

    static readonly Dictionary<string, Operator> Known = Positive.SelectMany(WithOpposite)
        // Other words for the same, from the same vocabulary and from what people write.
        .Concat([Alias("matches", "regex_match"), Alias("within_cidr", "cidr_range_subset"), Alias("not_within_cidr", "cidr_range_not_subset")])
        .ToDictionary(o => o.Name, StringComparer.Ordinal);

    public static IEnumerable<string> Names => Known.Keys.Order(StringComparer.Ordinal);

    public static Operator? Find(string name) => Known.GetValueOrDefault(name);

    static IEnumerable<Operator> WithOpposite(Operator positive)
    {
        yield return positive;
        // There are no opposites of orders: "not more than" is "at most".
        if (positive.Name.Contains("than", StringComparison.Ordinal) || positive.Name is "is_true" or "is_false") yield break;
        yield return positive with
        {
            Name = Opposites.GetValueOrDefault(positive.Name, "not_" + positive.Name), Words = positive.Words.Replace("must", "must not", StringComparison.Ordinal), Negated = true,
        };
    }

    static Operator Alias(string name, string of) => Positive.SelectMany(WithOpposite).Single(o => o.Name == of) with { Name = name };

    static bool Equal(JsonElement value, Operand operand)
    {
        if (operand.IsList) return value.ValueKind == JsonValueKind.Array && value.EnumerateArray().Select(Operand.Scalar).SequenceEqual(operand.Texts);
        if (Operand.Scalar(value) is not { } text) return false;
        // 1.0 and 1 are one number, and no two texts.
        return operand.Has(text) || (value.ValueKind == JsonValueKind.Number && operand.Number is { } number && Operand.NumberOf(value) == number);
    }

    static Truth Contains(JsonElement value, Operand operand) => value.ValueKind switch
    {
        JsonValueKind.String => Truths.Of(operand.Texts.All(t => value.GetString()!.Contains(t, StringComparison.Ordinal))),
        JsonValueKind.Array => operand.Texts.Select(t => Scalars(value, text => text == t, all: false)).Min(),
        JsonValueKind.Object => Truths.Of(operand.Texts.All(t => value.TryGetProperty(t, out _))),
        _ => Truth.False,
    };

    /// <summary>Of a list all of its items, or one of them; of a scalar itself.</summary>
    static Truth Scalars(JsonElement value, Func<string, bool> holds, bool all)
    {
        if (value.ValueKind != JsonValueKind.Array) return Truths.Of(Operand.Scalar(value) is { } one && holds(one));
        var truth = all ? Truth.True : Truth.False;
        foreach (var item in value.EnumerateArray())
        {
            var so = Masks.IsUnknown(item) || Masks.IsHidden(item) ? Truth.Unknown : Truths.Of(Operand.Scalar(item) is { } text && holds(text));
            truth = all ? (so < truth ? so : truth) : so > truth ? so : truth;
        }

        return truth;
    }

    static decimal? Length(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!.Length,
        JsonValueKind.Array => value.GetArrayLength(),
        JsonValueKind.Object => value.GetPropertyCount(),
        _ => null,
    };

    /// <summary>A port as firewalls write it: <c>22</c>, <c>20-25</c>, or <c>*</c> for all.</summary>
    static bool Covers(string range, string port)
    {
        if (range == "*" || range == port) return true;
        return range.Split('-') is [var from, var to]
            && int.TryParse(from, NumberStyles.None, CultureInfo.InvariantCulture, out var first) && int.TryParse(to, NumberStyles.None, CultureInfo.InvariantCulture, out var last)
            && int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var asked) && first <= asked && asked <= last;
    }

    static bool WithinAny(string text, IReadOnlyList<IPNetwork> networks) =>
        IPNetwork.TryParse(text.Contains('/', StringComparison.Ordinal) ? text : text + (text.Contains(':', StringComparison.Ordinal) ? "/128" : "/32"), out var inner)
        && networks.Any(outer => outer.PrefixLength <= inner.PrefixLength && outer.Contains(inner.BaseAddress));
}
