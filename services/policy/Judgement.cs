using InfraAgent.Contracts;
using InfraAgent.Policy.Rules;
using InfraAgent.Policy.Waivers;

namespace InfraAgent.Policy;

/// <summary>Collects what was found in one bundle or plan. Bounded: a plan with ten thousand violations is refused just as surely by the
/// first two hundred, and its message must fit through the broker.</summary>
sealed class Judgement(WaiverSet waivers)
{
    public const int MostFindings = 200;
    const int LongestText = 1000;

    // Apart, so that what is waived does not crowd out what is not.
    readonly List<(Finding Finding, string? Attribute)> findings = [], waived = [];
    int dropped;

    bool failed, incomplete, incompleteRefused, approvalRequired;

    /// <summary>A mandatory rule is broken, or cannot be judged.</summary>
    public bool Refused => failed || incompleteRefused;

    public bool ApprovalRequired => approvalRequired && !Refused;

    /// <summary>What was found broken outweighs what could not be seen.</summary>
    public string Verdict => failed ? Contracts.Verdict.Fail : incomplete ? Contracts.Verdict.Incomplete : Contracts.Verdict.Pass;

    public void Add(BoundRule rule, Level level, Found found)
    {
        if (found.Unknown) level = rule.UnknownLevel(level);
        if (found.AtMost is { } most && level > most) level = most;
        if (level == Level.Off) return;
        var (waiver, whyNot) = waivers.For(rule.Rule, level, found);
        if (waiver is not null)
        {
            List(waived, rule.Finding(found, Level.Advisory) with { Severity = "note", Waiver = waiver, WaivedSeverity = rule.Finding(found, level).Severity }, found.Attribute);
            return;
        }

        if (level == Level.Approval && rule.Rule.Phase == Phase.Plan && !found.Ahead) approvalRequired = true;
        if (found.Unknown) incomplete = true;
        // What a mandatory rule cannot see is refused like what it sees broken, and told apart by the verdict.
        if (found.Unknown && level == Level.Mandatory) incompleteRefused = true;
        var finding = rule.Finding(found, level);
        Add(whyNot is null ? finding : finding with { Remediation = $"{finding.Remediation} {whyNot}" }, fails: !found.Unknown, found.Attribute);
    }

    /// <summary>Notes on waivers of rules that were judged here; call it last.</summary>
    public void TellOfWaivers(Func<Rule, bool> judged)
    {
        foreach (var note in waivers.Notes(judged)) List(waived, note);
    }

    public void Add(Finding finding) => Add(finding, fails: finding.Severity == "error");

    void Add(Finding finding, bool fails, string? attribute = null)
    {
        if (fails && finding.Severity == "error") failed = true;
        List(findings, finding, attribute);
    }

    void List(List<(Finding Finding, string? Attribute)> list, Finding finding, string? attribute = null)
    {
        if (list.Count < MostFindings)
        {
            list.Add((finding with
            {
                Message = Tame(Cut(finding.Message)!), Resource = Cut(finding.Resource), File = Cut(finding.File), Pointer = Cut(finding.Pointer),
            }, attribute));
        }
        else
        {
            dropped++;
            // Why it is refused is told, however much else is.
            if (finding.Severity != "error" || list.FindLastIndex(f => f.Finding.Severity != "error") is not (>= 0 and var least)) return;
            list.RemoveAt(least);
            List(list, finding, attribute);
        }
    }

    public void RequireApproval() => approvalRequired = true;

    public IReadOnlyList<WaiverUse> Waivers => waivers.Uses;

    /// <summary>As of <see cref="WaiverSet.Until"/>.</summary>
    public DateTimeOffset? WaivedUntil => waivers.Until;

    public IReadOnlyList<Finding> Findings => [.. Listed.Select(l => l.Finding)];

    /// <summary>The findings, each with what of its resource decides, where that is known.</summary>
    public IReadOnlyList<(Finding Finding, string? Attribute)> Listed => dropped == 0 ? [.. findings, .. waived] :
    [
        .. findings, .. waived, (new Finding
        {
            RuleId = PolicyRules.TooManyFindings, Severity = "warning", Message = $"{dropped} more findings are not listed.",
            Remediation = "Mend those that are listed and ask again.",
        }, null)
    ];

    // Not between the halves of a character.
    static string? Cut(string? text) => text is { Length: > LongestText } ? text[..(char.IsHighSurrogate(text[LongestText - 1]) ? LongestText - 1 : LongestText)] + "…" : text;

    /// <summary>A message may quote what a caller or a policy wrote, and ends up in logs, terminals and databases.</summary>
    static string Tame(string text) => text.Any(IsWild) ? string.Concat(text.Select(c => IsWild(c) ? '\uFFFD' : c)) : text;

    static bool IsWild(char c) => char.IsControl(c) && c is not ('\n' or '\t');
}
