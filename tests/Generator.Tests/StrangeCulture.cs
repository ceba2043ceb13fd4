using System.Globalization;

namespace InfraAgent.Generator.Tests;

/// <summary>Cultures by name are not there under invariant globalization; one made by hand is, and would show in any number that is not written for machines.</summary>
static class StrangeCulture
{
    public static CultureInfo Make()
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NumberDecimalSeparator = ",";
        culture.NumberFormat.NegativeSign = "~";
        culture.NumberFormat.NumberGroupSeparator = ".";
        return culture;
    }
}
