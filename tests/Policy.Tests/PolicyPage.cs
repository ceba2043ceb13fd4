using System.Text.RegularExpressions;

namespace InfraAgent.Policy.Tests;

/// <summary><c>docs/policy.md</c> as its reader follows it: what stands in which file, what is typed, and what is said of mistakes.</summary>
static class PolicyPage
{
    public static string Text { get; } = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "policy.md")).ReplaceLineEndings("\n");

    static readonly Dictionary<string, string> Blocks = Regex.Matches(Text, @"^\*\*(?<title>[^*]+)\*\*\n\n```\w+\n(?<body>.*?)^```$", RegexOptions.Singleline | RegexOptions.Multiline)
        .ToDictionary(m => m.Groups["title"].Value, m => m.Groups["body"].Value);

    /// <summary>The lines that are typed there.</summary>
    public static string Commands(string where) => Blocks[where];

    /// <summary>Writes the files that the page shows into the folder above theirs.</summary>
    public static void WriteFiles(string folder)
    {
        foreach (var (title, text) in Blocks.Where(b => b.Key.StartsWith('`')))
        {
            var path = Path.Combine(folder, title.Trim('`'));
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
        }
    }

    /// <summary>File, what stands in it, what stands there instead, and what is said then.</summary>
    public static IReadOnlyList<(string File, string Right, string Wrong, string Report)> Mistakes { get; } =
    [
        .. Regex.Matches(Text, @"^\| `(?<file>[^`]+)` \| `(?<right>[^`]+)` \| `(?<wrong>[^`]+)` \| `(?<report>[^`]+)` \|$", RegexOptions.Multiline)
            .Select(m => (m.Groups["file"].Value, m.Groups["right"].Value, m.Groups["wrong"].Value, m.Groups["report"].Value)),
    ];
}
