using System.Globalization;

namespace InfraAgent.Contracts;

/// <summary>Moments as texts for people and reports: <c>2027-03-31T18:00:00Z</c>, whatever their offset.</summary>
public static class Rfc3339
{
    public static string Text(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <param name="milliseconds">Since 1970.</param>
    public static string Text(long milliseconds) => Text(DateTimeOffset.FromUnixTimeMilliseconds(milliseconds));
}
