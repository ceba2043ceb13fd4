using System.Globalization;
using InfraAgent.Contracts;

namespace InfraAgent.Generator;

/// <summary>Collects all findings of a request, up to a number that still helps.</summary>
public sealed class FindingList
{
    public const int Most = 100;

    readonly List<Finding> findings = [];
    readonly HashSet<string> silent = new(StringComparer.Ordinal);
    int more;

    public int Count => findings.Count;

    /// <summary>Nothing more is told of this place: its value is a secret.</summary>
    public void Silence(string place) => silent.Add(place);

    public void Add(string rule, string pointer, string message, string remediation) =>
        Add(new Finding { RuleId = rule, Pointer = pointer, Message = message, Remediation = remediation });

    /// <summary>What was found while the same thing was looked at in another way: told once.</summary>
    public void AddNew(IEnumerable<Finding> found)
    {
        foreach (var finding in found.Where(f => !findings.Contains(f)).ToArray()) Add(finding);
    }

    void Add(Finding finding)
    {
        if (silent.Count > 0 && finding.Pointer is { } pointer && silent.Contains(pointer)) return;
        if (findings.Count == Most) more++;
        else findings.Add(finding);
    }

    public IReadOnlyList<Finding> ToList() => more == 0 ? findings :
    [
        .. findings,
        new Finding
        {
            RuleId = SpecRules.TooManyFindings,
            Severity = "note",
            Pointer = "",
            Message = string.Create(CultureInfo.InvariantCulture, $"{more} more findings are not listed."),
            Remediation = "Mend the listed ones and ask again."
        }
    ];
}
