using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace InfraAgent.ClusterSimulator.Objects;

/// <summary>A server keeps quantities in one form: 0.5 as 500m, 1024Mi as 1Gi. Whoever compares texts sees a difference that is none.</summary>
static partial class Quantities
{
    static readonly string[] Binary = ["", "Ki", "Mi", "Gi", "Ti", "Pi"];
    static readonly string[] Decimal = ["m", "", "k", "M", "G", "T", "P"];

    public static string Canonical(string quantity)
    {
        if (Form().Match(quantity) is not { Success: true } match) return quantity;
        var value = decimal.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);
        var (units, step) = match.Groups[2].Value.EndsWith('i') ? (Binary, 1024m) : (Decimal, 1000m);
        var unit = Array.IndexOf(units, match.Groups[2].Value);
        for (; value != decimal.Truncate(value) && unit > 0; unit--) value *= step;
        for (; value != 0 && value % step == 0 && unit < units.Length - 1; unit++) value /= step;
        return decimal.Truncate(value).ToString(CultureInfo.InvariantCulture) + (value == 0 ? "" : units[unit]);
    }

    /// <summary>All within an object.</summary>
    public static void MakeCanonical(JsonNode? node)
    {
        foreach (var item in node as JsonArray ?? []) MakeCanonical(item);
        foreach (var (key, value) in (node as JsonObject ?? []).ToArray())
        {
            if (key is "requests" or "limits" or "hard" && value is JsonObject amounts)
            {
                foreach (var (name, amount) in amounts.ToArray()) amounts[name] = Canonical(amount!.ToString());
            }
            else if (key is "sizeLimit" or "averageValue" && value is JsonValue) node![key] = Canonical(value.ToString());
            else MakeCanonical(value);
        }
    }

    [GeneratedRegex(@"\A(-?[0-9.]+)(m|k|M|G|T|P|Ki|Mi|Gi|Ti|Pi)?\z")]
    private static partial Regex Form();
}
