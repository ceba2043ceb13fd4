using System.Globalization;
using System.Text.RegularExpressions;

namespace InfraAgent.Generator;

/// <summary>Versions that a specification allows: <c>1.4.5</c>, <c>~&gt; 1.4</c>, <c>&gt;= 1.2, &lt; 2.0</c>, <c>1.x</c>. Pre-releases are
/// taken only when named exactly.</summary>
sealed partial class VersionRange
{
    readonly record struct Bound(string Sign, (int, int, int) Version);

    readonly ModuleVersion? exact;
    readonly IReadOnlyList<Bound> bounds;

    VersionRange(ModuleVersion? exact, IReadOnlyList<Bound> bounds)
    {
        this.exact = exact;
        this.bounds = bounds;
    }

    /// <summary>Null when the text is no version and no range.</summary>
    public static VersionRange? TryParse(string text)
    {
        if (text.Length > 100) return null;
        if (ModuleVersion.TryParse(text.StartsWith('=') ? text[1..].TrimStart(' ') : text) is { } version) return new VersionRange(version, []);
        if (Wildcard().Match(text) is { Success: true } wild) return new VersionRange(null, Pessimistic(Parts(wild.Groups["n"]), last: wild.Groups["n"].Captures.Count));

        var bounds = new List<Bound>();
        foreach (var part in text.Split(','))
        {
            if (Constraint().Match(part) is not { Success: true } match) return null;
            var numbers = Parts(match.Groups["n"]);
            var count = match.Groups["n"].Captures.Count;
            if (match.Groups["sign"].Value is not "~>" and var sign) bounds.Add(new Bound(sign, numbers));
            else if (count > 1) bounds.AddRange(Pessimistic(numbers, count - 1));
            else return null; // "~> 1" is read in two ways by those who write it.
        }

        return new VersionRange(null, bounds);
    }

    /// <summary>The newest of them that is allowed.</summary>
    public ModuleVersion? Newest(IEnumerable<ModuleVersion> versions) =>
        exact is not null ? versions.FirstOrDefault(v => v.Text == exact.Text) : versions.Where(v => !v.IsPreRelease && bounds.All(b => Holds(b, v.Numbers))).Max();

    /// <summary>Whether it allows this version or any later one, be it there or not.</summary>
    public bool Reaches(ModuleVersion least)
    {
        if (exact is not null) return exact >= least;
        // The first that is allowed is the least of all, a bound, or what follows one that is left out.
        return bounds.Select(b => b.Version).Append(least.Numbers).SelectMany(v => ((int, int, int)[])[v, (v.Item1, v.Item2, v.Item3 + 1)])
            .Any(v => v.CompareTo(least.Numbers) >= 0 && bounds.All(b => Holds(b, v)));
    }

    static bool Holds(Bound bound, (int, int, int) version)
    {
        var order = version.CompareTo(bound.Version);
        return bound.Sign switch { ">" => order > 0, ">=" => order >= 0, "<" => order < 0, "<=" => order <= 0, _ => order != 0 };
    }

    // At least these numbers, and less than the next of the one at place `last`.
    static Bound[] Pessimistic((int, int, int) from, int last) =>
        [new(">=", from), new("<", last == 1 ? (from.Item1 + 1, 0, 0) : (from.Item1, from.Item2 + 1, 0))];

    static (int, int, int) Parts(Group group)
    {
        int At(int i) => i < group.Captures.Count ? int.Parse(group.Captures[i].ValueSpan, CultureInfo.InvariantCulture) : 0;
        return (At(0), At(1), At(2));
    }

    [GeneratedRegex(@"\A(?<n>[0-9]{1,6})(\.(?<n>[0-9]{1,6}))?\.[x*]\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Wildcard();

    [GeneratedRegex(@"\A *(?<sign>~>|>=|<=|!=|>|<) *(?<n>[0-9]{1,6})(\.(?<n>[0-9]{1,6})){0,2} *\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Constraint();
}
