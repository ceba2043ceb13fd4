using InfraAgent.Contracts;
using InfraAgent.Policy.Rules;

namespace InfraAgent.Policy.Waivers;

/// <summary>The waivers of one judgement: which of them counts for a finding, and what became of each.</summary>
sealed class WaiverSet
{
    readonly List<Entry> entries;
    readonly ILookup<string, Entry> byRule;
    readonly Func<string, Rule?> ruleOf;
    readonly ApprovalTerms approvals;
    readonly Actor? requester;
    readonly DateTimeOffset now;

    /// <param name="waivers">Of the request first, then of the operator's files.</param>
    public WaiverSet(IEnumerable<GivenWaiver> waivers, Func<string, Rule?> ruleOf, ApprovalTerms approvals, Actor? requester, DateTimeOffset now)
    {
        entries = [.. waivers.Select(w => new Entry(w))];
        byRule = entries.ToLookup(e => e.Waiver.RuleId, StringComparer.Ordinal);
        (this.ruleOf, this.approvals, this.requester, this.now) = (ruleOf, approvals, requester, now);
    }

    /// <summary>When the first of the waivers ends by which something is neither refused nor put before a person; null when there is none.</summary>
    public DateTimeOffset? Until { get; private set; }

    public IReadOnlyList<WaiverUse> Uses => [.. entries.Where(e => e.Findings > 0).Select(e => new WaiverUse(e.Waiver, e.Findings))];

    /// <summary>The waiver by which the finding counts for nothing; else null, and why those that name it do not count, if any do.</summary>
    public (GivenWaiver? Waiver, string? WhyNot) For(Rule rule, Level level, Found found)
    {
        string? whyNot = null;
        // Ahead of its plan, which another person may ask for, and under which it is judged again.
        var asker = found.Ahead ? null : requester;
        foreach (var entry in byRule[rule.Id])
        {
            if (!Wildcard.Matches(entry.Waiver.Resource, found.Resource ?? found.Pointer ?? "")) continue;
            if (entry.Waiver.Expires <= now)
            {
                whyNot ??= $"The waiver at {entry.Waiver.Source} ended on {Rfc3339.Text(entry.Waiver.Expires)}.";
            }
            else if (WaiverAuthority.Refusal(entry.Waiver, rule, level, approvals, asker) is { } reason)
            {
                whyNot ??= $"The waiver at {entry.Waiver.Source} does not count: {reason}. {WaiverAuthority.Remedy}";
                entry.Refused = true;
            }
            else
            {
                entry.Findings++;
                if (WaiverAuthority.Matters(rule, level) && (Until is not { } until || entry.Waiver.Expires < until)) Until = entry.Waiver.Expires;
                return (entry.Waiver, null);
            }
        }

        return (null, whyNot);
    }

    /// <summary>What whoever sent the waivers should know of them. A file of the operator's is for many deployments, and says nothing here.</summary>
    /// <param name="judged">Rules of another phase are judged at another time, and so are their waivers.</param>
    public IEnumerable<Finding> Notes(Func<Rule, bool> judged)
    {
        foreach (var entry in entries.Where(e => e.Waiver.GivenBy is not null && ruleOf(e.Waiver.RuleId) is { } rule && judged(rule)))
        {
            var (waiver, place) = (entry.Waiver, $"The waiver of {entry.Waiver.RuleId} for '{entry.Waiver.Resource}'");
            if (waiver.Expires <= now)
                yield return Note(PolicyRules.WaiverEnded, waiver, $"{place} ended on {Rfc3339.Text(waiver.Expires)} and counts for nothing.", "Take it out, or have what it is for mended or waived anew.");
            else if (entry.Findings == 0 && !entry.Refused && entries.All(e => e == entry || e.Findings == 0 || e.Waiver.RuleId != waiver.RuleId || e.Waiver.Resource != waiver.Resource))
                yield return Note(PolicyRules.WaiverNotNeeded, waiver, $"{place} is not needed: nothing was found there.", "Take it out; or see that it names the resource as findings do.");
            else if (entry.Findings > 0 && waiver.Resource.All(c => c == '*'))
                yield return Note(PolicyRules.WaiverOfEverything, waiver, $"{place} covers whatever the rule finds ({entry.Findings} now).", "Name the resources that it is for.");
        }
    }

    static Finding Note(string rule, GivenWaiver waiver, string message, string remediation) =>
        new() { RuleId = rule, Severity = "note", Pointer = waiver.Source, Message = message, Remediation = remediation };

    sealed class Entry(GivenWaiver waiver)
    {
        public GivenWaiver Waiver { get; } = waiver;
        public int Findings { get; set; }
        public bool Refused { get; set; }
    }
}
