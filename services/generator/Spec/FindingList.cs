using System.Globalization;
using InfraAgent.Contracts;

namespace InfraAgent.Generator;

/// <summary>Collects all findings of a request, up to a number that still helps.</summary>
public sealed class FindingList
{
    public const int Most = 100;

    readonly List<Finding> findings = [];
    int more;

    public int Count => findings.Count;

    public void Add(string rule, string pointer, string message, string remediation)
    {
        if (findings.Count == Most)
        {
            more++;
            return;
        }

        findings.Add(new Finding { RuleId = rule, Pointer = pointer, Message = message, Remediation = remediation });
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
