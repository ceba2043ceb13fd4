using System.Collections;
using InfraAgent.Contracts;

namespace InfraAgent.Api.Edge;

/// <summary>Collects what is wrong with one request: one finding per place, and no more than a person would read.</summary>
public sealed class FindingList : IReadOnlyList<Finding>
{
    public const int Most = 64;

    readonly List<Finding> findings = [];
    readonly HashSet<(string Rule, string Pointer)> seen = [];
    readonly HashSet<string> places = [];

    public int Count => findings.Count;

    /// <summary>How many were found beyond the <see cref="Most"/> that are kept.</summary>
    public int Dropped { get; private set; }

    public bool Full => findings.Count >= Most;

    public Finding this[int index] => findings[index];

    /// <summary>False when a finding at this place would not be kept: then it need not be made. Hostile bodies have tens of thousands.</summary>
    public bool Wants(string pointer)
    {
        if (Full) Dropped++;
        return !Full && !places.Contains(pointer);
    }

    /// <summary>Adds the finding unless the same place was already found wrong: the first reason is the cause, later ones follow from it.</summary>
    public void Add(Finding finding)
    {
        if (Full)
        {
            Dropped++;
            return;
        }

        if (finding.Pointer is { } pointer)
        {
            // The body as a whole can be wrong in several ways; a single value is reported once.
            if (pointer.Length > 0 ? !places.Add(pointer) : !seen.Add((finding.RuleId, finding.Message))) return;
        }

        findings.Add(finding);
    }

    public IEnumerator<Finding> GetEnumerator() => findings.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
