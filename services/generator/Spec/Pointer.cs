using System.Globalization;

namespace InfraAgent.Generator;

/// <summary>RFC 6901 pointers.</summary>
static class Pointer
{
    public static string Member(string parent, string name) =>
        parent + "/" + name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    public static string Item(string parent, int index) => parent + "/" + index.ToString(CultureInfo.InvariantCulture);
}
