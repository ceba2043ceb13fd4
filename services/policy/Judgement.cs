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

    bool failed, incomplete, incompleteRefused, approvalRequired;

    /// <summary>A mandatory rule is broken, or cannot be judged.</summary>
    public bool Refused => failed || incompleteRefused;

    public bool ApprovalRequired => approvalRequired && !Refused;

    /// <summary>What was found broken outweighs what could not be seen.</summary>
    public string Verdict => failed ? Contracts.Verdict.Fail : incomplete ? Contracts.Verdict.Incomplete : Contracts.Verdict.Pass;

    public void Add(BoundRule rule, Level level, Found found)
    {
        if (found.Unknown && level > rule.Unknown) level = rule.Unknown;
        if (level == Level.Off) return;
        if (level == Level.Approval && rule.Rule.Phase == Phase.Plan && !found.Ahead) approvalRequired = true;
        if (found.Unknown) incomplete = true;
        // What a mandatory rule cannot see is refused like what it sees broken, and told apart by the verdict.
        if (found.Unknown && level == Level.Mandatory) incompleteRefused = true;
        Add(rule.Finding(found, level), fails: !found.Unknown);
    }

    public void Add(Finding finding) => Add(finding, fails: finding.Severity == "error");

    void Add(Finding finding, bool fails)
    {
        if (fails && finding.Severity == "error") failed = true;
        if (findings.Count < MostFindings)
        {
            findings.Add(finding with
            {
                Message = Cut(finding.Message)!, Resource = Cut(finding.Resource), File = Cut(finding.File), Pointer = Cut(finding.Pointer),
            });
        }
        else dropped++;
    }

    public void RequireApproval() => approvalRequired = true;

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
