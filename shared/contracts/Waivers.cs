using System.Globalization;
using System.Text.RegularExpressions;

namespace InfraAgent.Contracts;

/// <summary>One entry of a request's <c>policy_waivers</c>: what a rule finds about a resource is accepted until a day, for a reason that somebody owns.</summary>
public sealed record PolicyWaiver
{
    public required string RuleId { get; init; }
    /// <summary>The address of the finding's resource; for a finding without one, its pointer into the request. <c>*</c> stands for any characters.</summary>
    public required string Resource { get; init; }
    public required string Reason { get; init; }
    public required string Owner { get; init; }
    /// <summary>See <see cref="WaiverExpiry"/>. As it was written, so that equal requests stay equal.</summary>
    public required string Expires { get; init; }
}

/// <summary>A waiver with what it was checked for: who gave it, and whether they may.</summary>
public sealed record GivenWaiver
{
    public required string RuleId { get; init; }
    public required string Resource { get; init; }
    public required string Reason { get; init; }
    public required string Owner { get; init; }
    /// <summary>From then on it counts for nothing.</summary>
    public required DateTimeOffset Expires { get; init; }
    /// <summary>Where it is written: a pointer into the request (<c>/policy_waivers/0</c>), or a file of the operator's.</summary>
    public required string Source { get; init; }
    /// <summary>Who sent it; null for an operator's file.</summary>
    public Actor? GivenBy { get; init; }
    /// <summary>Whoever gave it may approve in the environment, so it counts also where the rule asks for an approval or is mandatory.</summary>
    public bool Approved { get; init; }
}

/// <summary>A waiver that was used in a judgement, and for how many findings.</summary>
public sealed record WaiverUse(GivenWaiver Waiver, int Findings);

/// <summary>When waivers end: an RFC 3339 date (<c>2027-03-31</c>; it counts to the end of that day in UTC) or time with an offset (<c>2027-03-31T18:00:00Z</c>).</summary>
public static partial class WaiverExpiry
{
    public const string Description = "an RFC 3339 date, such as 2027-03-31 (it counts to the end of that day in UTC), or time, such as 2027-03-31T18:00:00Z";

    /// <summary>The first moment at which the waiver counts for nothing; null for a text of another form, or no such day.</summary>
    public static DateTimeOffset? Of(string text)
    {
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return day == DateOnly.MaxValue ? DateTimeOffset.MaxValue : new DateTimeOffset(day.AddDays(1).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
        return Time().IsMatch(text) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time.ToUniversalTime()
            : null;
    }

    [GeneratedRegex(@"\A[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,7})?([Zz]|[+-][0-9]{2}:[0-9]{2})\z")]
    private static partial Regex Time();
}
