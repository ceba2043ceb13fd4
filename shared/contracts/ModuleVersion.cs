using System.Globalization;
using System.Text.RegularExpressions;

namespace InfraAgent.Contracts;

/// <summary>A semantic version: newest last when sorted; a pre-release comes before its release.</summary>
public sealed partial record ModuleVersion : IComparable<ModuleVersion>
{
    readonly int major, minor, patch;
    readonly string suffix;

    ModuleVersion(string text, Match match)
    {
        Text = text;
        major = int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
        minor = int.Parse(match.Groups[2].ValueSpan, CultureInfo.InvariantCulture);
        patch = int.Parse(match.Groups[3].ValueSpan, CultureInfo.InvariantCulture);
        suffix = match.Groups[4].Value;
    }

    public string Text { get; }
    public bool IsPreRelease => suffix.Length > 0;
    public (int Major, int Minor, int Patch) Numbers => (major, minor, patch);

    public static ModuleVersion? TryParse(string text) => Form().Match(text) is { Success: true } match ? new ModuleVersion(text, match) : null;

    public int CompareTo(ModuleVersion? other)
    {
        if (other is null) return 1;
        var numbers = (major, minor, patch).CompareTo((other.major, other.minor, other.patch));
        if (numbers != 0 || suffix == other.suffix) return numbers;
        return suffix.Length == 0 ? 1 : other.suffix.Length == 0 ? -1 : string.CompareOrdinal(suffix, other.suffix);
    }

    public static bool operator <(ModuleVersion left, ModuleVersion right) => left.CompareTo(right) < 0;
    public static bool operator >(ModuleVersion left, ModuleVersion right) => left.CompareTo(right) > 0;
    public static bool operator <=(ModuleVersion left, ModuleVersion right) => left.CompareTo(right) <= 0;
    public static bool operator >=(ModuleVersion left, ModuleVersion right) => left.CompareTo(right) >= 0;

    public override string ToString() => Text;

    [GeneratedRegex(@"\A(\d{1,6})\.(\d{1,6})\.(\d{1,6})(-[0-9A-Za-z][0-9A-Za-z.-]{0,30})?\z")]
    private static partial Regex Form();
}
