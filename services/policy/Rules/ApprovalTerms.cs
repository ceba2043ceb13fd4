using InfraAgent.Hosting.Configuration;

namespace InfraAgent.Policy.Rules;

/// <summary>How plans are approved under a profile.</summary>
/// <param name="ExpireAfter">An approval is waited for, and counts, so long.</param>
/// <param name="FourEyes">Whoever approves is another person than who asked.</param>
public sealed record ApprovalTerms(TimeSpan ExpireAfter, bool FourEyes)
{
    static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    /// <summary>Of profiles that say nothing and extend none.</summary>
    public static ApprovalTerms Default { get; } = new(TimeSpan.FromHours(72), FourEyes: false);

    /// <summary>What a profile says, over what it inherits. One that extends another is at least as strict, so it may neither wait longer nor need fewer people.</summary>
    internal static ApprovalTerms Read(string profile, PolicyFile.ApprovalsEntry? entry, ApprovalTerms? inherited)
    {
        var terms = inherited ?? Default;
        if (entry?.ExpireAfter is { } text)
        {
            var after = SettingsReader.ParseDuration(text);
            if (after is null || after < TimeSpan.FromMinutes(1) || after > Longest)
                throw new PolicyFileException($"Profile '{profile}': 'approvals.expire_after' is '{text}'; write a duration from 1m to 30d, such as 24h.");
            if (inherited is not null && after > inherited.ExpireAfter)
                throw new PolicyFileException($"Profile '{profile}': 'approvals.expire_after' is {text}, longer than the {inherited.ExpireAfter.TotalHours:0.##} hours of the profile that it extends. Extend a laxer profile instead.");
            terms = terms with { ExpireAfter = after.Value };
        }

        if (entry?.FourEyes is not { } four) return terms;
        return four || inherited is not { FourEyes: true }
            ? terms with { FourEyes = four }
            : throw new PolicyFileException($"Profile '{profile}': 'approvals.four_eyes' is false, and the profile that it extends asks for a second person. Extend a laxer profile instead.");
    }
}
