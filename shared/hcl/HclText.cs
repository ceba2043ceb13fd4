using System.Globalization;

namespace InfraAgent.Hcl;

/// <summary>Scalars as each other, as Terraform converts them. Null and what is not known stay so.</summary>
static class HclText
{
    // Terraform counts in longer numbers than a double: what needs all of its digits may be another number there.
    const int DigitsOfDoubles = 15;

    public static DataValue Of(DataValue value, int line) => value switch
    {
        DataText or DataNull or HclUnknown => value,
        DataBool truth => truth.Value ? "true" : "false",
        DataNumber number => Spelled(number.Value) is { } text ? text : HclUnknown.Instance,
        _ => throw new HclException("a text is expected", line),
    };

    public static DataValue Number(DataValue value, int line) => value switch
    {
        DataNumber or DataNull or HclUnknown => value,
        DataText text when double.TryParse(text.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) => new DataNumber(number),
        _ => throw new HclException("a number is expected", line),
    };

    public static DataValue Truth(DataValue value, int line) => value switch
    {
        DataBool or DataNull or HclUnknown => value,
        DataText { Value: "true" } => true,
        DataText { Value: "false" } => false,
        _ => throw new HclException("true or false is expected", line),
    };

    /// <summary>Null when Terraform may spell it in another way.</summary>
    public static string? Spelled(double number)
    {
        if (double.IsInteger(number) && Math.Abs(number) <= 1L << 53) return ((long)number).ToString(CultureInfo.InvariantCulture);
        var text = number.ToString("R", CultureInfo.InvariantCulture);
        return text.Contains('E', StringComparison.Ordinal) || text.Count(char.IsAsciiDigit) > DigitsOfDoubles ? null : text;
    }

    /// <summary>Whether everything in it is known.</summary>
    public static bool IsKnown(DataValue value, HclBudget budget)
    {
        budget.Deeper();
        return value switch
        {
            HclUnknown or HclOpen => false,
            DataList list => list.Items.All(i => IsKnown(i, budget)),
            HclSet set => set.Items.All(i => IsKnown(i, budget)),
            DataMap map => map.Items.All(i => IsKnown(i.Value, budget)),
            _ => true,
        };
    }
}
