using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;

namespace InfraAgent.Hosting.Configuration;

/// <summary>Reads settings and collects what is wrong with them, so that one start tells all of it. A value may name files to read
/// parts of it from: <c>{file:/run/secrets/password}</c>.</summary>
public sealed partial class SettingsReader(IConfiguration configuration)
{
    readonly List<ConfigurationProblem> problems = [];

    /// <summary>Null when absent or empty.</summary>
    public string? Text(string key) => Text(key, static text => text);

    public string Text(string key, string fallback) => Text(key) ?? fallback;

    /// <param name="key">The setting.</param>
    /// <param name="quote">Makes a file's content fit into this kind of value.</param>
    public string? Text(string key, Func<string, string> quote)
    {
        var value = configuration[key];
        return string.IsNullOrWhiteSpace(value) ? null : FilePlaceholder().Replace(value.Trim(), match => quote(ReadSecret(key, match.Groups[1].Value)));
    }

    public string Required(string key, string advice)
    {
        var value = Text(key);
        if (value is null)
        {
            Problem(key, $"is missing. {advice}");
        }

        return value ?? "";
    }

    /// <summary>A whole number within the bounds.</summary>
    public int Number(string key, int fallback, int least, int most)
    {
        if (Text(key) is not { } text)
        {
            return fallback;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
        {
            return number;
        }

        Problem(key, $"is '{text}'; a whole number from {least} to {most} is needed.");
        return fallback;
    }

    public bool Flag(string key, bool fallback)
    {
        if (Text(key) is not { } text)
        {
            return fallback;
        }

        if (bool.TryParse(text, out var flag))
        {
            return flag;
        }

        Problem(key, $"is '{text}'; true or false is needed.");
        return fallback;
    }

    /// <summary>A duration as <c>90s</c>, <c>500ms</c>, <c>15m</c>, <c>24h</c> or <c>hh:mm:ss</c>, greater than zero.</summary>
    public TimeSpan Duration(string key, TimeSpan fallback)
    {
        if (Text(key) is not { } text)
        {
            return fallback;
        }

        if (ParseDuration(text) is { } duration && duration > TimeSpan.Zero && duration <= TimeSpan.FromDays(365))
        {
            return duration;
        }

        Problem(key, $"is '{text}'; a duration such as 500ms, 90s, 15m, 24h or 00:01:30 is needed.");
        return fallback;
    }

    /// <summary>Full path of a file or folder; <c>~</c> is the home folder.</summary>
    public string? FullPath(string key) => Text(key) is { } text ? Expand(text) : null;

    /// <summary>Paths given as <c>key:0</c>, <c>key:1</c>… or as one value separated by <c>;</c>.</summary>
    public IReadOnlyList<string> FullPaths(string key)
    {
        var listed = configuration.GetSection(key).GetChildren().Select(x => Text(x.Path)).OfType<string>().ToList();
        return [.. (listed.Count > 0 ? listed : [.. (Text(key) ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)]).Select(Expand)];
    }

    public IReadOnlyDictionary<string, string> Children(string key) =>
        configuration.GetSection(key).GetChildren()
            .Select(x => (x.Key, Value: Text(x.Path)))
            .Where(x => x.Value is not null)
            .ToDictionary(x => x.Key, x => x.Value!, StringComparer.OrdinalIgnoreCase);

    /// <summary>An absolute http or https address without query or fragment, ending in no slash.</summary>
    public Uri? Address(string key)
    {
        if (Text(key) is not { } text)
        {
            return null;
        }

        if (Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri is { Query: "", Fragment: "", UserInfo: "" })
        {
            return uri;
        }

        Problem(key, $"is '{text}'; an address such as https://infra-agent.example.com is needed.");
        return null;
    }

    public void Problem(string key, string problem) => problems.Add(new ConfigurationProblem(key, problem));

    /// <summary>Call when everything was read.</summary>
    /// <exception cref="ConfigurationException">Something was missing or wrong.</exception>
    public void ThrowIfWrong()
    {
        if (problems.Count > 0)
        {
            throw new ConfigurationException([.. problems]);
        }
    }

    static string Expand(string path) =>
        Path.GetFullPath(path == "~" || path.StartsWith("~/", StringComparison.Ordinal)
            ? Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) + path[1..]
            : path);

    /// <summary>As of <see cref="Duration"/>; null for a text of another form.</summary>
    public static TimeSpan? ParseDuration(string text)
    {
        var match = ShortDuration().Match(text);
        if (!match.Success)
        {
            return TimeSpan.TryParseExact(text, ["c", @"hh\:mm\:ss"], CultureInfo.InvariantCulture, out var span) ? span : null;
        }

        var number = double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);
        return match.Groups[2].Value switch
        {
            "ms" => TimeSpan.FromMilliseconds(number),
            "s" => TimeSpan.FromSeconds(number),
            "m" => TimeSpan.FromMinutes(number),
            "h" => TimeSpan.FromHours(number),
            _ => TimeSpan.FromDays(number),
        };
    }

    string ReadSecret(string key, string path)
    {
        try
        {
            // Editors and `echo` end a file with a newline that is not part of the password.
            var content = File.ReadAllText(path).TrimEnd('\r', '\n');
            if (content.Length == 0)
            {
                Problem(key, $"takes a part of its value from '{path}', which is empty.");
            }

            return content;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            Problem(key, $"takes a part of its value from '{path}', which cannot be read: {unreadable.Message}");
            return "";
        }
    }

    [GeneratedRegex(@"\{file:([^{}]+)\}", RegexOptions.CultureInvariant)]
    private static partial Regex FilePlaceholder();

    [GeneratedRegex(@"^([0-9]{1,9}(?:\.[0-9]{1,3})?)(ms|s|m|h|d)$", RegexOptions.CultureInvariant)]
    private static partial Regex ShortDuration();
}
