using System.Globalization;

namespace InfraAgent.Api.Endpoints;

/// <summary>RFC 7240 <c>Prefer</c>: how long the caller is willing to wait for the outcome.</summary>
public readonly record struct Preference(TimeSpan? Wait, bool RespondAsync)
{
    /// <summary>Longer waits are cut to this: proxies close idle requests at about this age.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    public static Preference Read(HttpRequest request)
    {
        TimeSpan? wait = null;
        var async = false;
        foreach (var part in request.Headers["Prefer"].SelectMany(v => (v ?? "").Split([',', ';'], StringSplitOptions.TrimEntries)))
        {
            if (part.Equals("respond-async", StringComparison.OrdinalIgnoreCase))
                async = true;
            else if (part.StartsWith("wait=", StringComparison.OrdinalIgnoreCase)
                     && int.TryParse(part.AsSpan(5).Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
                wait = TimeSpan.FromSeconds(Math.Min(seconds, Longest.TotalSeconds));
        }
        return new(wait, async);
    }
}
