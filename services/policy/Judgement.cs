using InfraAgent.Contracts;
using InfraAgent.Policy.Rules;

namespace InfraAgent.Policy;

/// <summary>Collects what was found in one bundle or plan. Bounded: a plan with ten thousand violations is refused just as surely by the
/// first two hundred, and its message must fit through the broker.</summary>
sealed class Judgement
{
    public const int MostFindings = 200;
    const int LongestText = 1000;

    readonly List<Finding> findings = [];
    int dropped;

    public bool Failed { get; private set; }

    public bool ApprovalRequired { get; private set; }

    public void Add(BoundRule rule, Level level, Found found)
    {
        if (level == Level.Off) return;
        if (level == Level.Approval && rule.Rule.Phase == Phase.Plan) ApprovalRequired = true;
        Add(rule.Finding(found, level));
    }

    public void Add(Finding finding)
    {
        if (finding.Severity == "error") Failed = true;
        if (findings.Count < MostFindings)
        {
            findings.Add(finding with
            {
                Message = Cut(finding.Message)!, Resource = Cut(finding.Resource), File = Cut(finding.File), Pointer = Cut(finding.Pointer),
            });
        }
        else dropped++;
    }

    public void RequireApproval() => ApprovalRequired = true;

    public IReadOnlyList<Finding> Findings => dropped == 0 ? findings :
    [
        .. findings, new Finding
        {
            RuleId = PolicyRules.TooManyFindings, Severity = "warning", Message = $"{dropped} more findings are not listed.",
            Remediation = "Mend those that are listed and ask again.",
        }
    ];

    static string? Cut(string? text) => text is { Length: > LongestText } ? text[..LongestText] + "…" : text;
}
