using System.Globalization;
using System.Text;

namespace InfraAgent.SimulatedProvider.Values;

/// <summary>
/// Terraform's values as plain .NET ones: null, <see cref="Unknown.Value"/>, string, bool, decimal,
/// <c>List&lt;object?&gt;</c> (list and set) and <c>SortedDictionary&lt;string, object?&gt;</c> (map and object).
/// </summary>
public static class Cty
{
    public static SortedDictionary<string, object?> NewObject() => new(StringComparer.Ordinal);

    public static SortedDictionary<string, object?>? AsObject(object? value) => value as SortedDictionary<string, object?>;

    public static List<object?>? AsList(object? value) => value as List<object?>;

    public static object? Get(object? value, string name) => AsObject(value)?.GetValueOrDefault(name);

    public static string? Text(object? value, string name) => Get(value, name) as string;

    /// <summary>A scalar as the text that Terraform shows; null for anything else.</summary>
    public static string? Scalar(object? value) => value switch
    {
        string text => text,
        bool flag => flag ? "true" : "false",
        decimal number => number.ToString("G29", CultureInfo.InvariantCulture),
        _ => null,
    };

    public static decimal Number(string text) => decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);

    public static object? Copy(object? value) => value switch
    {
        List<object?> list => list.ConvertAll(Copy),
        SortedDictionary<string, object?> map => CopyObject(map),
        _ => value,
    };

    public static SortedDictionary<string, object?> CopyObject(SortedDictionary<string, object?> value)
    {
        var copy = NewObject();
        foreach (var (name, x) in value) copy[name] = Copy(x);
        return copy;
    }

    public static bool Same(object? left, object? right, CtyType type) => Canonical(left, type) == Canonical(right, type);

    /// <summary>A text that is the same for equal values: sets sorted, numbers normalised.</summary>
    public static string Canonical(object? value, CtyType type)
    {
        var text = new StringBuilder();
        Write(text, value, type);
        return text.ToString();
    }

    static void Write(StringBuilder text, object? value, CtyType type)
    {
        switch (value)
        {
            case null:
                text.Append("null");
                break;
            case Unknown:
                text.Append('?');
                break;
            case string s:
                text.Append('"').Append(s.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)).Append('"');
                break;
            case List<object?> list:
                IEnumerable<string> parts = list.ConvertAll(x => Canonical(x, type.Element));
                if (type.Kind == CtyKind.Set) parts = parts.Distinct().Order(StringComparer.Ordinal);
                text.Append('[').AppendJoin(',', parts).Append(']');
                break;
            case SortedDictionary<string, object?> map:
                text.Append('{');
                foreach (var (name, x) in map)
                {
                    Write(text, name, CtyType.String);
                    text.Append(':');
                    Write(text, x, type.Kind == CtyKind.Map ? type.Element : type.Attributes[name]);
                    text.Append(',');
                }
                text.Append('}');
                break;
            default:
                text.Append(Scalar(value) ?? throw new InvalidOperationException($"{value.GetType().Name} is not a Terraform value."));
                break;
        }
    }
}
